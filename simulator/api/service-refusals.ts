import { SOURCES } from "./sources.ts";

/** By which rules calls about files, numbers, testers, agents and tasks are refused. */
export const SERVICE_REFUSALS = {
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
  "unknown-brand": {
    code: 404,
    message: "Cannot find the brand: expected one of this partner",
    source: SOURCES.apiErrors,
  },
  "unknown-agent-name": {
    code: 404,
    message: "Cannot find the agent: expected brands/{brand}/agents/{agent} of this partner",
    source: SOURCES.apiErrors,
  },
  "unknown-integration": {
    code: 404,
    message: "Cannot find the integration: expected one of this agent",
    source: SOURCES.apiErrors,
  },
  "wrong-page": {
    code: 400,
    message: "Cannot take the page: expected pageSize from 0 on, and a pageToken of the answer before",
    source: SOURCES.paging,
  },
  // UNCERTAIN: the page wants the handshake to be ready before the call, and does not tell the error.
  "webhook-not-verified": {
    code: 400,
    message: "Cannot take agentWebhookIntegration: expected a webhook that answers the handshake. {why}",
    source: SOURCES.agentWebhooks,
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
} as const;
