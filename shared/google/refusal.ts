import {
  PermanentError,
  RateLimitError,
  TransientError,
  UnauthorisedError,
  UnreachableError,
  UnsupportedError,
} from "../base/errors.ts";
import { isObject, parseJson } from "../base/read.ts";
import type { Answer } from "./exchange.ts";

/** What was refused, in words that its error may need. */
export interface Refused {
  readonly method: string;
  /** Such as `the function's service account`. */
  readonly account: string;
}

/** A status is Google's word for the kind of failure; its message is not read, for it may quote a customer. */
const STATUS = /^[A-Z_]{1,40}$/;
/** A path of ours into the body. Anything with a long number in it might be a phone's. */
const FIELD = /^(?!.*\d{5})[\w.[\]]{1,100}$/;
const MAX_FIELDS = 5;

/**
 * The error that an answer of Google's stands for. `reason` is `google-` and the status code.
 *
 * | answer | error |
 * |---|---|
 * | 400 INVALID_ARGUMENT, FAILED_PRECONDITION | UnsupportedError: the device may lack a feature |
 * | 404, but of a revocation | UnreachableError: no RCS there; a revocation came too late |
 * | 401 | UnauthorisedError: granting what is missing mends it while Pub/Sub keeps the message |
 * | 403 | PermanentError: it says that this user is no tester, or this conversation not ours, as well as that a role is missing, and a message that is tried again for days holds back its conversation |
 * | 429 | RateLimitError |
 * | 3xx, 408, 5xx | TransientError |
 * | any other | PermanentError |
 *
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send
 */
export function refusal(answer: Answer, { method, account }: Refused): PermanentError | TransientError {
  const { status } = answer;
  const { name, fields } = readError(answer.body);
  const met = `Google answered ${[status, name, ...fields].filter(Boolean).join(" ")}`;
  const reason = `google-${status}`;
  if (status === 401) return new UnauthorisedError(`${met}: check ${account} and its key`);
  if (status === 403) return new PermanentError(reason, `${met}: check the rights of ${account}, and AGENTS`);
  if (status === 429) return new RateLimitError(met);
  if (status < 400 || status === 408 || status >= 500) return new TransientError(met);
  if (status === 404 && method !== "DELETE") return new UnreachableError(reason, `${met}: no such user here`);
  const isContent = status === 400 && (name === "INVALID_ARGUMENT" || name === "FAILED_PRECONDITION");
  return new (isContent ? UnsupportedError : PermanentError)(reason, `${met} and will again`);
}

/** Google's name of the failure and the fields that it is about, as far as they are there and hold nobody. */
function readError(body: string): { readonly name: string; readonly fields: readonly string[] } {
  const json = parseJson(body);
  const error = isObject(json) && isObject(json.error) ? json.error : {};
  const name = typeof error.status === "string" && STATUS.test(error.status) ? error.status : "";
  return { name, fields: objects(error.details).flatMap(readFields).slice(0, MAX_FIELDS) };
}

function readFields({ fieldViolations }: Readonly<Record<string, unknown>>): readonly string[] {
  return objects(fieldViolations)
    .map(({ field }) => field)
    .filter((field) => typeof field === "string")
    .filter((field) => FIELD.test(field));
}

function objects(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
