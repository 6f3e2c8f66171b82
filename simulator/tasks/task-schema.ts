import { isObject } from "../../shared/base/json.ts";
import { duration, enumOf, outputOnly, text, textLike, time } from "../api/fields.ts";
import { type Fields, type Infer, object, schemaOf, sourced, violation, where } from "../api/schema.ts";
import { SOURCES } from "../api/sources.ts";

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const ACCOUNT = /^[^@\s/]+@[^@\s/]+$/;
const MIN_DISPATCH_SECONDS = 15;
const MAX_DISPATCH_SECONDS = 1800;
const MAX_URL_LENGTH = 2083;
const MAX_NAME_LENGTH = 1000;

/** Google documents what the token is for, and not whether another host is refused: here it is. */
const GOOGLE_HOST = /(^|\.)googleapis\.com$/;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

const TEXTS = "an object of texts";

/** Names of headers cannot be listed, so the object takes any text. */
const headers = schemaOf<Readonly<Record<string, string>>>(
  (value, field) => {
    const areTexts = isObject(value) && Object.values(value).every((member) => typeof member === "string");
    return areTexts ? [] : violation(field, TEXTS);
  },
  (field) => violation(field, TEXTS),
);

const dispatchDeadline = where(duration, `${MIN_DISPATCH_SECONDS}s to ${MAX_DISPATCH_SECONDS}s`, (value) => {
  const seconds = Number(value.slice(0, -1));
  return seconds >= MIN_DISPATCH_SECONDS && seconds <= MAX_DISPATCH_SECONDS;
});

const target = where(
  text(MAX_URL_LENGTH),
  "a URL with http or https",
  (value) => /^https?:\/\//.test(value) && URL.canParse(value),
);

const account = textLike(ACCOUNT);

const HTTP_REQUEST = object(
  {
    url: target,
    httpMethod: enumOf("POST", "GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"),
    headers,
    body: textLike(BASE64),
    oauthToken: object({ serviceAccountEmail: account, scope: text() }, { required: ["serviceAccountEmail"] }),
    oidcToken: object({ serviceAccountEmail: account, audience: text() }, { required: ["serviceAccountEmail"] }),
  },
  { required: ["url"] },
);

type HttpRequest = Infer<typeof HTTP_REQUEST>;

const mayHaveToken = ({ url, oauthToken }: HttpRequest) => {
  const { hostname } = new URL(url);
  return oauthToken === undefined || GOOGLE_HOST.test(hostname) || LOOPBACK.test(hostname);
};
const hasOneToken = ({ oauthToken, oidcToken }: HttpRequest) => oauthToken === undefined || oidcToken === undefined;
const mayHaveBody = ({ httpMethod = "POST", body }: HttpRequest) =>
  body === undefined || /^P(OST|UT|ATCH)$/.test(httpMethod);

const CHECKED_REQUEST = where(
  where(
    where(HTTP_REQUEST, "a host of googleapis.com", mayHaveToken, "oauthToken"),
    "one of oauthToken, oidcToken",
    hasOneToken,
  ),
  "no body",
  mayHaveBody,
  "body",
);

const TASK_FIELDS = {
  name: text(MAX_NAME_LENGTH),
  scheduleTime: time,
  dispatchDeadline,
  httpRequest: CHECKED_REQUEST,
  createTime: outputOnly,
  dispatchCount: outputOnly,
  responseCount: outputOnly,
  firstAttempt: outputOnly,
  lastAttempt: outputOnly,
  view: outputOnly,
} satisfies Fields;

/** The body of the call that creates a task; of App Engine's tasks, none. */
export const CREATE_TASK = sourced(
  SOURCES.tasks,
  object(
    {
      task: object(TASK_FIELDS, { required: ["httpRequest"] }),
      responseView: enumOf("BASIC", "FULL"),
    },
    { required: ["task"] },
  ),
);

/** A task as a caller writes it. */
export type NewTask = Infer<typeof CREATE_TASK>["task"];
