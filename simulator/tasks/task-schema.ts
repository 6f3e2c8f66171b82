import { duration, enumOf, outputOnly, text, textLike, time } from "../api/fields.ts";
import { type Fields, type Infer, object, refine, type Schema, sourced, violation } from "../api/schema.ts";
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

/** Names of headers cannot be listed, so the object takes any text. */
const headers: Schema<Readonly<Record<string, string>>> = (value, field) => {
  const isHeaders = typeof value === "object" && value !== null && !Array.isArray(value);
  const areTexts = isHeaders && Object.values(value).every((member) => typeof member === "string");
  return areTexts ? [] : violation(field, "an object of texts");
};

const dispatchDeadline = refine(duration, (value, field) => {
  const seconds = Number(value.slice(0, -1));
  const fits = seconds >= MIN_DISPATCH_SECONDS && seconds <= MAX_DISPATCH_SECONDS;
  return fits ? [] : violation(field, `${MIN_DISPATCH_SECONDS}s to ${MAX_DISPATCH_SECONDS}s`);
});

const target = refine(text(MAX_URL_LENGTH), (value, field) =>
  /^https?:\/\//.test(value) && URL.canParse(value) ? [] : violation(field, "a URL with http or https"),
);

const account = textLike(ACCOUNT);

const HTTP_REQUEST = refine(
  object(
    {
      url: target,
      httpMethod: enumOf("POST", "GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"),
      headers,
      body: textLike(BASE64),
      oauthToken: object({ serviceAccountEmail: account, scope: text() }, { required: ["serviceAccountEmail"] }),
      oidcToken: object({ serviceAccountEmail: account, audience: text() }, { required: ["serviceAccountEmail"] }),
    },
    { required: ["url"] },
  ),
  ({ url, httpMethod = "POST", body, oauthToken, oidcToken }, field) => {
    const { hostname } = new URL(url);
    const mayHaveToken = GOOGLE_HOST.test(hostname) || LOOPBACK.test(hostname);
    return [
      ...(oauthToken === undefined || mayHaveToken ? [] : violation(`${field}.oauthToken`, "a host of googleapis.com")),
      ...(oauthToken && oidcToken ? violation(field, "one of oauthToken, oidcToken") : []),
      ...(body === undefined || /^P(OST|UT|ATCH)$/.test(httpMethod) ? [] : violation(`${field}.body`, "no body")),
    ];
  },
);

const TASK_FIELDS = {
  name: text(MAX_NAME_LENGTH),
  scheduleTime: time,
  dispatchDeadline,
  httpRequest: HTTP_REQUEST,
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
