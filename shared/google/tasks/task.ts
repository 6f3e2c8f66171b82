import type { TimerMessage } from "../../ports/timers.ts";
import { publishBody, publishUrl, type TopicsAddress } from "../pubsub/publish-request.ts";

/** Where tasks are made, and whose account publishes when they are due. */
export interface TimerQueue {
  /** Such as `projects/my-project/locations/europe-west1/queues/heliograph-timers`. */
  readonly queue: string;
  /** The e-mail address of the service account. */
  readonly account: string;
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * A task can be scheduled 30 days ahead; the last day is for clocks that differ.
 * @see https://cloud.google.com/tasks/docs/quotas
 */
const MAX_AHEAD_MS = 29 * DAY_MS;

/**
 * A farther timer comes so often before its time. Shorter than the most by a day, so that whoever sets it again counts one leg
 * less, whatever its clock.
 */
const LEG_MS = 28 * DAY_MS;

/**
 * The least there is is 15 s; Pub/Sub answers a publish in less than one. By default a task that hangs holds its place for 10
 * minutes.
 */
const DISPATCH_DEADLINE = "30s";
const SCOPE = "https://www.googleapis.com/auth/pubsub";

/**
 * The task that publishes a timer's message when it is due. Its name is the timer's id and how many legs come after it: a name
 * cannot be used again for a while after its task ran, and two that set the same leg must come to the same name.
 * @see https://cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues.tasks
 */
export function taskOf(timer: TimerMessage, now: Date, { queue, account, ...topics }: TimerQueue & TopicsAddress) {
  const { id, due } = timer.attributes;
  const dueMs = Date.parse(due);
  const legs = Math.max(0, Math.ceil((dueMs - now.getTime() - MAX_AHEAD_MS) / LEG_MS));
  return {
    name: `${queue}/tasks/${id}-${legs}`,
    scheduleTime: new Date(dueMs - legs * LEG_MS).toISOString(),
    dispatchDeadline: DISPATCH_DEADLINE,
    httpRequest: {
      url: publishUrl(topics, "deadline"),
      httpMethod: "POST",
      headers: { "Content-Type": "application/json" },
      body: Buffer.from(JSON.stringify(publishBody(timer))).toString("base64"),
      oauthToken: { serviceAccountEmail: account, scope: SCOPE },
    },
  };
}
