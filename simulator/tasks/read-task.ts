import type { IncomingCall } from "../api/call.ts";
import { adviser } from "../api/leniency.ts";
import { readBody } from "../api/read-body.ts";
import { refusal } from "../api/refusals.ts";
import { DAY_MS } from "../time/timers.ts";
import { CREATE_TASK, type NewTask } from "./task-schema.ts";

/** A valid call that creates a task. */
export interface TaskCall {
  /** Such as `projects/p/locations/europe-west1/queues/q`. */
  readonly queue: string;
  readonly task: NewTask;
  /** Not before this time; a time that is over counts as now. */
  readonly due: Date;
}

const PATH = /^\/v2\/(projects\/[^/]+\/locations\/[^/]+\/queues\/[^/]+)\/tasks$/;
const TASK_ID = /^[A-Za-z0-9_-]{1,500}$/;

/** @see https://cloud.google.com/tasks/docs/quotas */
const MAX_BYTES = 1024 * 1024;
const MAX_AHEAD_MS = 30 * DAY_MS;

/**
 * Reads `POST /v2/{queue}/tasks`, the only call that is imitated.
 * @throws ApiError 404 for any other call and for a queue that does not exist.
 * @throws ApiError 400 for a task that Google refuses.
 */
export function readTaskCall(request: IncomingCall, now: Date, knownQueue: string | undefined): TaskCall {
  const queue = PATH.exec(request.path)?.[1];
  if (queue === undefined || request.method !== "POST") {
    throw refusal("unknown-task-call");
  }
  if (knownQueue !== undefined && queue !== knownQueue) throw refusal("unknown-queue");
  if (request.body.length > MAX_BYTES) throw refusal("task-too-big", { max: MAX_BYTES });
  const { task } = readBody(request.body, CREATE_TASK, adviser("documented", []));
  checkName(task.name, queue);
  return { queue, task, due: readDue(task.scheduleTime, now) };
}

function checkName(name: string | undefined, queue: string): void {
  if (name === undefined) return;
  const [prefix, id] = [`${queue}/tasks/`, name.slice(queue.length + "/tasks/".length)];
  if (name.startsWith(prefix) && TASK_ID.test(id)) return;
  throw refusal("wrong-task-name");
}

function readDue(scheduleTime: string | undefined, now: Date): Date {
  const dueMs = scheduleTime === undefined ? now.getTime() : Date.parse(scheduleTime);
  if (dueMs > now.getTime() + MAX_AHEAD_MS) {
    throw refusal("task-too-late");
  }
  return new Date(Math.max(dueMs, now.getTime()));
}
