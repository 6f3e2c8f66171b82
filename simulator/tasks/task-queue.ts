import type { Clock } from "../../shared/ports/clock.ts";
import { ApiError, asApiError } from "../api/api-error.ts";
import { errorResponse, type PlatformResponse, successResponse } from "../api/api-response.ts";
import type { IncomingCall } from "../api/call.ts";
import { refusal } from "../api/refusals.ts";
import { addFault, type FaultRule, type FaultRules, takeFault } from "../faults/fault-rule.ts";
import { DAY_MS, type JobTimers, MINUTE_MS } from "../time/timers.ts";
import { readTaskCall, type TaskCall } from "./read-task.ts";
import type { NewTask } from "./task-schema.ts";

/** The request that is made when a task is due. */
export interface TaskRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What the imitation of Cloud Tasks works with. */
export interface TaskQueueOptions {
  readonly clock: Clock;
  readonly timers: JobTimers;
  /** Makes the request of a due task. Anything but 2xx, and a rejection, is a failure. */
  readonly post: (request: TaskRequest) => Promise<{ readonly status: number }>;
  /** The only queue that exists; any does when it is missing. */
  readonly queue?: string;
  /** From 0 up to and without 1. */
  readonly random: () => number;
}

/** A fault of a call. `before`: it has no effect. `after`: the task is made, and the caller is not told. */
interface TaskFault extends FaultRule<NewTask> {
  readonly at: "before" | "after";
  readonly response: "reset" | 429 | 500 | 503;
}

/** Cloud Tasks, as far as it is imitated. */
export interface TaskQueue {
  answer(request: IncomingCall): PlatformResponse;
  /** Adds a fault to the next calls that it matches. */
  addFault(fault: TaskFault): void;
  /** How many tasks wait for their time or for another try. */
  pending(): number;
}

interface KnownTask {
  readonly request: TaskRequest;
  /** `undefined` while it waits. */
  endedMs: number | undefined;
}

/**
 * How long the name of a task that ran is refused. Google's pages say "about one hour" (quotas) and "up to 24 hours" (the
 * API): here it is the longest, because callers must not rely on less.
 * @see https://cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues.tasks/create
 */
const NAME_KEPT_MS = DAY_MS;
/** A queue's own settings. These are what Terraform sets. */
const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 5 * MINUTE_MS;
/** A longer timer of Node's would run at once. */
const MAX_TIMER_MS = DAY_MS;

/** Opens an imitation of Cloud Tasks. It makes the request of a task when that is due, never earlier, until it succeeds. */
export function openTaskQueue(options: TaskQueueOptions): TaskQueue {
  const { clock, queue, random } = options;
  const tasks = new Map<string, KnownTask>();
  const faults: FaultRules<TaskFault> = new Map();
  const answer = (request: IncomingCall): PlatformResponse => {
    const now = clock.now();
    const call = readTaskCall(request, now, queue);
    const fault = takeFault(faults, call.task, random);
    if (fault?.at === "before") return answerFault(fault);
    const name = call.task.name ?? `${call.queue}/tasks/${String(random()).slice(2)}`;
    if (isTaken(tasks.get(name), now)) throw refusal("repeated-task");
    const known: KnownTask = { request: requestOf(call.task), endedMs: undefined };
    tasks.set(name, known);
    runAt(call.due.getTime(), () => dispatch(known, FIRST_BACKOFF_MS, options), options);
    return fault === undefined ? successResponse(resourceOf(call, name, now)) : answerFault(fault);
  };
  return {
    addFault: (fault) => addFault(faults, fault),
    pending: () => [...tasks.values()].filter(({ endedMs }) => endedMs === undefined).length,
    answer(request) {
      try {
        return answer(request);
      } catch (error) {
        return errorResponse(asApiError(error));
      }
    },
  };
}

function runAt(dueMs: number, job: () => Promise<void>, world: Pick<TaskQueueOptions, "clock" | "timers">): void {
  const leftMs = Math.max(0, dueMs - world.clock.now().getTime());
  if (leftMs <= MAX_TIMER_MS) world.timers.after(leftMs, job);
  else world.timers.after(MAX_TIMER_MS, () => runAt(dueMs, job, world));
}

async function dispatch(known: KnownTask, backoffMs: number, options: TaskQueueOptions): Promise<void> {
  const { status } = await options.post(known.request).catch(() => ({ status: 0 }));
  const nowMs = options.clock.now().getTime();
  if (status >= 200 && status < 300) known.endedMs = nowMs;
  else runAt(nowMs + backoffMs, () => dispatch(known, Math.min(2 * backoffMs, MAX_BACKOFF_MS), options), options);
}

function isTaken(known: KnownTask | undefined, now: Date): boolean {
  return known !== undefined && now.getTime() - (known.endedMs ?? now.getTime()) < NAME_KEPT_MS;
}

function answerFault({ response }: TaskFault): PlatformResponse {
  if (response === "reset") return response;
  return errorResponse(new ApiError(response, "A fault of the simulator fails this call"));
}

function requestOf({ httpRequest }: NewTask): TaskRequest {
  const { url, httpMethod: method = "POST", headers = {}, body = "", oauthToken, oidcToken } = httpRequest;
  const hasToken = oauthToken !== undefined || oidcToken !== undefined;
  const authorization = hasToken ? { Authorization: "Bearer simulated" } : {};
  return { url, method, headers: { ...headers, ...authorization }, body: Buffer.from(body, "base64") };
}

/** The basic view: without the body. */
function resourceOf({ task, due }: TaskCall, name: string, now: Date) {
  const { body: _body, ...httpRequest } = task.httpRequest;
  return { ...task, name, httpRequest, scheduleTime: due.toISOString(), createTime: now.toISOString(), view: "BASIC" };
}
