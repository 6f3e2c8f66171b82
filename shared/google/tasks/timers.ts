import { NotDurableError } from "../../base/errors.ts";
import { isObject, parseJson } from "../../base/json.ts";
import { checkUrl } from "../../base/loopback.ts";
import type { Timers } from "../../ports/timers.ts";
import { accessToken } from "../http/access-token.ts";
import { isDuplicate } from "../http/api-error.ts";
import type { IncomingResponse } from "../http/exchange.ts";
import { withRetries } from "../http/with-retries.ts";
import { systemWorld, type World } from "../http/world.ts";
import type { TopicsAddress } from "../pubsub/publish-request.ts";
import { type TimerQueue, taskOf } from "./task.ts";

const GOOGLE = "https://cloudtasks.googleapis.com";
const SCOPE = "https://www.googleapis.com/auth/cloud-platform";

/** As with a publish: the delivery that sets the timer comes again. */
const CREATE = { name: "setTimer", method: "tasks.create", maxTries: 3 } as const;

/** Where timers wait, where they come to, and how long setting one may take. */
export interface TaskTimersOptions extends TimerQueue, TopicsAddress {
  /** CLOUD_TASKS_API: a base URL in place of Google's; on loopback it is called without credentials. */
  readonly base?: string | undefined;
  /** For everything, repeats included. */
  readonly timeoutMs: number;
  readonly world?: World | undefined;
}

/**
 * Timers as tasks of Cloud Tasks, over REST: one call when a timer is set, and one when it is due, in which Cloud Tasks
 * publishes its message. So a due timer is a message like any other, with Pub/Sub's retries, dead letters and replay.
 * @throws SettingsError when the base is neither https nor on loopback.
 */
export function taskTimers(options: TaskTimersOptions): Timers {
  const { base = GOOGLE, timeoutMs, world = systemWorld, ...address } = options;
  const token = checkUrl(base, "CLOUD_TASKS_API") ? undefined : accessToken(SCOPE, {}, world);
  const { clock } = world;
  const caller = { token, transport: world.openTransport(), clock };
  const url = `${base}/v2/${address.queue}/tasks`;
  return {
    isRelayed: true,
    async set(timer, scope) {
      const task = taskOf(timer, clock.now(), address);
      const call = { ...CREATE, url, body: { json: { task } }, timeoutMs, scope };
      const response = await withRetries(call, caller).catch((cause: unknown) => {
        throw new NotDurableError("Cannot set a timer: Cloud Tasks gave no answer", { cause });
      });
      if (!isDuplicate(response)) checkSet(response, task.name);
    },
  };
}

/** @throws NotDurableError unless Cloud Tasks says that it has the task. */
function checkSet({ status, body }: IncomingResponse, name: string): void {
  const refused = `Cannot set a timer: Cloud Tasks answered ${status}`;
  const settings = "TIMER_QUEUE, TIMER_ACCOUNT and the rights on both";
  if (status !== 200) throw new NotDurableError(`${refused}: check ${settings}`, { status });
  const json = parseJson(body);
  if (isObject(json) && json.name === name) return;
  throw new NotDurableError(`${refused} without the task's name: check CLOUD_TASKS_API and what stands before it`);
}
