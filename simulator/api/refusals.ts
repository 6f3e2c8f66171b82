import { ApiError, type ErrorCode, type ErrorDetail } from "./api-error.ts";
import { HTTP_REFUSALS } from "./http-refusals.ts";
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
  "wrong-life": { code: 400, message: "Cannot take {field}: expected {expected}", source: SOURCES.rcsMessages },
  "repeated-number": {
    code: 400,
    message: "Cannot take users: expected each number once",
    source: SOURCES.rcsCapabilities,
  },
  "several-regions": { code: 400, message: "Cannot take users: expected one region", source: SOURCES.rcsCapabilities },
  "wrong-file-size": { code: 400, message: "Cannot take the file: expected 1 to {max} bytes", source: SOURCES.rcsSend },
  "wrong-file-type": {
    code: 400,
    message: "Cannot take the file: expected a type of media it may have",
    source: SOURCES.rcsSend,
  },
  "wrong-media": {
    code: 400,
    message: "Cannot take the media: expected files that can be fetched and shown",
    source: SOURCES.rcsSend,
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
    source: SOURCES.businessMessagesDiscovery,
  },
  "too-many-calls": {
    code: 429,
    message: "Cannot take the call: expected at most {max} in {withinMs} ms",
    source: SOURCES.businessMessagesVolume,
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
  "tester-declined": {
    code: 400,
    message: "Cannot invite the tester: expected one who did not decline",
    source: SOURCES.rcsTesters,
  },
  "too-many-testers": {
    code: 429,
    message: "Cannot invite the tester: expected at most {max}",
    source: SOURCES.rcsTesters,
  },
  "unknown-tester": {
    code: 404,
    message: "Cannot find the tester: expected one who was invited",
    source: SOURCES.rcsTesters,
  },
  "unknown-task-call": {
    code: 404,
    message: "Cannot take the call: expected POST /v2/{queue}/tasks",
    source: SOURCES.tasks,
  },
  "unknown-queue": { code: 404, message: "Cannot find the queue", source: SOURCES.tasks },
  "task-too-big": {
    code: 400,
    message: "Cannot take the task: expected at most {max} bytes",
    source: SOURCES.taskQuotas,
  },
  "wrong-task-name": {
    code: 400,
    message: "Cannot take task.name: expected {queue}/tasks/{id}, of letters, digits, hyphens, underscores",
    source: SOURCES.tasks,
  },
  "task-too-late": {
    code: 400,
    message: "Cannot take task.scheduleTime: expected at most 30 days from now",
    source: SOURCES.taskQuotas,
  },
  "repeated-task": { code: 409, message: "Cannot make the task: its name was used before", source: SOURCES.tasks },
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
