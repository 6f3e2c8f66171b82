import {
  PermanentError,
  RateLimitError,
  TransientError,
  UnauthorisedError,
  UnreachableError,
  UnsupportedError,
} from "../../base/errors.ts";
import { isObject, parseJson } from "../../base/json.ts";
import type { IncomingResponse } from "./exchange.ts";
import { elementsOf, violatedFields } from "./violated-fields.ts";

/** What an error names: the call, and what may have to be fixed. */
export interface ErrorContext {
  /** The method of the API. */
  readonly method: string;
  /** Such as `the function's service account`. */
  readonly account: string;
  /** The setting that names the API's URL. */
  readonly setting: string;
  /** The call may have been taken all the same. */
  readonly mayBeTaken?: boolean;
  /** What was sent: only its members are named as fields. */
  readonly sent?: unknown;
}

/** An error of Google's, and what we say about it. */
interface GoogleError {
  readonly status: number;
  readonly name: string;
  readonly message: string;
}

/** A status is Google's word for the kind of failure; its message is not read, for it may quote a customer. */
const STATUS = /^[A-Z_]{1,40}$/;
/** @see https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto */
const STATUSES =
  /^(CANCELLED|UNKNOWN|INVALID_ARGUMENT|DEADLINE_EXCEEDED|NOT_FOUND|ALREADY_EXISTS|PERMISSION_DENIED|UNAUTHENTICATED|RESOURCE_EXHAUSTED|FAILED_PRECONDITION|ABORTED|OUT_OF_RANGE|UNIMPLEMENTED|INTERNAL|UNAVAILABLE|DATA_LOSS)$/;
/** Any other status is in Google's form, and no word for a log. */
const OTHER_STATUS = "OTHER";
/** Time-out, aborted by another call, cancelled. */
const TRANSIENT: readonly number[] = [408, 409, 499];
/** A body that is too large is so for whatever stands before Google, too, and Google's front end says it in HTML. */
const TOO_LARGE = 413;
/** What may be about the reply's content. */
const CONTENT: readonly string[] = ["400 INVALID_ARGUMENT", "400 FAILED_PRECONDITION"];
/** Why a 403 is about our project and no user: fixing it lets what Pub/Sub keeps pass. */
const SETUP_REASONS: readonly unknown[] = [
  "SERVICE_DISABLED",
  "BILLING_DISABLED",
  "CONSUMER_INVALID",
  "CONSUMER_SUSPENDED",
  "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
  "IAM_PERMISSION_DENIED",
];

/**
 * The error for a response of Google's. `reason` is `google-` and the status code.
 *
 * | response | error |
 * |---|---|
 * | 400 INVALID_ARGUMENT, FAILED_PRECONDITION | UnsupportedError: the device may lack a feature |
 * | 404 NOT_FOUND | UnreachableError: no RCS there; of a revocation: it came too late |
 * | 401; 403 whose details name the project's set-up | UnauthorisedError: granting what is missing fixes it while Pub/Sub keeps the message |
 * | any other 403 | PermanentError: it says that this user is no tester, or this conversation not ours, as well as that a role is missing, and a message that is tried again for days holds back its conversation |
 * | 429 | RateLimitError |
 * | 3xx, 408, 409, 499, 5xx | TransientError |
 * | any other 4xx that is not in Google's error form, such as a proxy's page; 404 that is not NOT_FOUND | TransientError: it says nothing about the user |
 * | any other | PermanentError |
 *
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send
 */
export function toApiError(response: IncomingResponse, context: ErrorContext): PermanentError | TransientError {
  const { status } = response;
  const error = readError(response.body);
  const fields = violatedFields(error.details, context.sent);
  const options = { status, mayBeTaken: context.mayBeTaken };
  const message = `Cannot call ${context.method}: Google answered ${[status, error.name, ...fields].filter(Boolean).join(" ")}`;
  if (status === 401 || error.isSetup)
    return new UnauthorisedError(`${message}: check ${context.account} and its key`, options);
  if (status === 429) return new RateLimitError(message, options);
  if (status < 400 || TRANSIENT.includes(status) || status >= 500) return new TransientError(message, options);
  if (isNotGoogle(status, error.name)) return notGoogle(response, context);
  return permanent({ status, name: error.name, message }, context);
}

function isNotGoogle(status: number, name: string): boolean {
  return status !== TOO_LARGE && (name === "" || (status === 404 && name !== "NOT_FOUND"));
}

function permanent({ status, name, message }: GoogleError, { account, mayBeTaken }: ErrorContext): PermanentError {
  const reason = `google-${status}`;
  const options = { status, mayBeTaken };
  if (status === 403)
    return new PermanentError(reason, `${message}: check the rights of ${account}, and AGENTS`, options);
  if (status === 404) return new UnreachableError(reason, `${message}: no such user here`, options);
  const kind = CONTENT.includes(`${status} ${name}`) ? UnsupportedError : PermanentError;
  return new kind(reason, `${message}; the same call would be refused again`, options);
}

/** The error for a response that is not Google's, such as a proxy's page: nothing says that the call was taken. */
export function notGoogle({ status }: IncomingResponse, { method, setting, mayBeTaken }: ErrorContext): TransientError {
  return new TransientError(
    `Cannot call ${method}: something that is not Google's API answered ${status}: check ${setting} and what stands before it`,
    { mayBeTaken },
  );
}

/** True when Google says that it knows the call's id already. Any other 409 tells of a conflict that may pass. */
export function isDuplicate({ status, body }: IncomingResponse): boolean {
  return status === 409 && readError(body).name === "ALREADY_EXISTS";
}

/** Google's name of the failure and its details, as far as they are there. */
function readError(body: string) {
  const json = parseJson(body);
  const error = isObject(json) && isObject(json.error) ? json.error : {};
  const name = typeof error.status === "string" ? statusName(error.status) : "";
  const details = elementsOf(error.details);
  const isSetup = details.some(({ reason }) => SETUP_REASONS.includes(reason));
  return { name, isSetup, details };
}

function statusName(status: string): string {
  if (STATUSES.test(status)) return status;
  return STATUS.test(status) ? OTHER_STATUS : "";
}
