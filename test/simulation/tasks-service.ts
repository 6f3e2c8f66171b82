import { openTaskQueue, type TaskRequest } from "../../simulator/tasks/task-queue.ts";
import type { Chance } from "./chance.ts";
import type { Observation } from "./observation.ts";
import type { Scheduler } from "./scheduler.ts";
import type { HttpService } from "./transport.ts";

/** What Cloud Tasks runs with. */
export interface TasksPorts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  /** Makes the request of a due task. */
  readonly post: (request: TaskRequest) => Promise<{ readonly status: number }>;
  readonly observe: (seen: Observation) => void;
}

/** Events of the queue that are due at one time keep their order. */
const LANE = 0.5;

/** Cloud Tasks: the simulator's stand-in, on virtual time. */
export function tasksService({ scheduler, chance, post, observe }: TasksPorts): HttpService {
  const queue = openTaskQueue({
    clock: { now: () => new Date(scheduler.now()) },
    timers: {
      after: (delayMs, job) => void scheduler.after(delayMs, () => void job(), { lane: LANE }),
      stop: () => undefined,
    },
    random: chance.next,
    post,
  });
  return {
    name: "tasks",
    answer({ method, url, headers, body = Buffer.alloc(0) }) {
      const { pathname: path, searchParams: query } = url;
      const response = queue.answer({
        method,
        path,
        query,
        headers: {},
        authorization: undefined,
        contentType: headers["content-type"],
        body,
      });
      if (response === "reset") throw new Error("The stand-in has no faults of its own here");
      if (response.status === 200) observe(setOf(body, scheduler.now()));
      return { status: response.status, retryAfter: undefined, body: JSON.stringify(response.body) };
    },
  };
}

function setOf(body: Buffer, at: number): Observation {
  const { task } = JSON.parse(body.toString()) as {
    readonly task: { readonly name: string; readonly scheduleTime: string };
  };
  return { type: "timer-set", at, name: task.name, due: Date.parse(task.scheduleTime) };
}
