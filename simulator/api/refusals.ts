import { ApiError, type ErrorCode, type ErrorDetail } from "./api-error.ts";
import { HTTP_REFUSALS } from "./http-refusals.ts";
import { LIMIT_REFUSALS } from "./limit-refusals.ts";
import { SERVICE_REFUSALS } from "./service-refusals.ts";
import { SOURCES } from "./sources.ts";

/** A rule by which Google refuses a call, and the page that states it. */
interface Refusal {
  readonly code: ErrorCode;
  /** With `{names}` of what varies. */
  readonly message: string;
  readonly source: string;
}

/** Everything that is refused beside the fields of a body, which the schemas check. A rule that no page states is none. */
export const REFUSALS = {
  ...HTTP_REFUSALS,
  ...LIMIT_REFUSALS,
  ...SERVICE_REFUSALS,
  "unknown-call": {
    code: 404,
    message: "Cannot take the call: expected a known method and path",
    source: SOURCES.apiErrors,
  },
  "no-token": {
    code: 401,
    message: "Cannot take the call: expected an access token as Bearer",
    source: SOURCES.authentication,
  },
  "bad-path": { code: 400, message: "Cannot take the path: expected valid percent-encoding", source: SOURCES.rfc3986 },
  "not-json": { code: 400, message: "Cannot read the body: {place}: expected {expected}", source: SOURCES.jsonParser },
  "not-documented": {
    code: 400,
    message: "Cannot take the call as documented: {place}: {advice}",
    source: SOURCES.protoJson,
  },
  "too-deep": {
    code: 400,
    message: "Cannot take the body: expected at most {levels} levels",
    source: SOURCES.protoLimits,
  },
  "wrong-fields": { code: 400, message: "Cannot take the body: {violations}", source: SOURCES.protoJson },
  "message-too-big": { code: 400, message: "Cannot take body: expected at most {max} bytes", source: SOURCES.rcsSend },
  "no-agent": { code: 400, message: "Cannot take the call: expected agentId", source: SOURCES.rcsCreateMessage },
  "unknown-agent": {
    code: 403,
    message: "There was an error looking up the agent: expected one of the project",
    source: SOURCES.rcsLookUpIssue,
  },
  "bad-phone": {
    code: 400,
    message: "Cannot take the phone number: expected E.164 with its plus",
    source: SOURCES.rcsCreateMessage,
  },
  "no-message-id": {
    code: 400,
    message: "Cannot take the query parameter messageId: expected a UUID",
    source: SOURCES.rcsCreateMessage,
  },
  "no-request-id": {
    code: 400,
    message: "Cannot take the query parameter requestId: expected a UUID",
    source: SOURCES.rcsGetCapabilities,
  },
  "no-traffic-type": {
    code: 400,
    message: "Cannot take messageTrafficType: expected one, as the agent has more than one use",
    source: SOURCES.rcsMessages,
  },
  "unknown-conversation": {
    code: 403,
    message: "Cannot take the conversation: expected one of this partner",
    source: SOURCES.businessMessagesDiscovery,
  },
  "no-fallback-to-force": {
    code: 400,
    message: "Cannot force the fallback: expected the message to have one",
    source: SOURCES.businessMessagesDiscovery,
  },
  "silent-user": {
    code: 403,
    message: "Cannot take the call: expected a message of the user in the last 30 days",
    source: SOURCES.businessMessagesHowItWorks,
  },
  "repeated-id": {
    code: 409,
    message: "Cannot take the call: its id was used before",
    source: SOURCES.businessMessagesClient,
  },
  "cannot-be-shown": {
    code: 400,
    message: "Cannot show the message: the phone lacks one of {needs}",
    source: SOURCES.rcsSend,
  },
  "no-fallback": {
    code: 400,
    message: "Cannot show the message: expected a fallback for this device",
    source: SOURCES.businessMessagesSend,
  },
  "no-survey": {
    code: 400,
    message: "Cannot show the survey: expected a device with surveys",
    source: SOURCES.businessMessagesClient,
  },
  unreachable: {
    code: 404,
    message: "Cannot reach the phone: expected one with RCS on a network where the agent is launched",
    source: SOURCES.rcsSend,
  },
  "no-tester": {
    code: 403,
    message: "Cannot reach the phone: expected an accepted tester",
    source: SOURCES.rcsTesters,
  },
  "no-tester-to-ask-about": {
    code: 404,
    message: "Cannot reach the phone: expected an accepted tester",
    source: SOURCES.rcsCapabilities,
  },
  "too-late-to-revoke": {
    code: 404,
    message: "Cannot revoke the message: expected one that is not delivered",
    source: SOURCES.rcsDeleteMessage,
  },
} as const satisfies Readonly<Record<string, Refusal>>;

/** The name of a rule. */
export type RefusalName = keyof typeof REFUSALS;

/**
 * The error of a rule.
 * @param values What varies in its message, by name.
 */
export function refusal(
  name: RefusalName,
  values: Readonly<Record<string, string | number>> = {},
  detail: ErrorDetail = {},
): ApiError {
  const { code, message, source } = REFUSALS[name];
  const text = message.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
  return new ApiError(code, text, { sources: [source], ...detail });
}
