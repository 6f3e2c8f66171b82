import type { Topic } from "../../shared/ports/topic.ts";
import { openChance } from "./chance.ts";
import { SECOND } from "./durations.ts";
import { openQueue } from "./queue.ts";
import type { PushSubscription, QueueHabits } from "./queue-types.ts";
import { openScheduler } from "./scheduler.ts";

/** When virtual time begins. */
export const START = Date.parse("2030-01-01T00:00:00Z");

/** `undefined` breaks the connection, and `never` does not answer. */
type Respond = (push: {
  readonly text: string;
  readonly times: number;
  readonly at: number;
}) => number | undefined | "never";

/** Opens a queue with a subscription to a function that responds as told. */
export function openQueueBench(respond: Respond, options: Partial<PushSubscription & QueueHabits> = {}) {
  const chance = openChance(4);
  const scheduler = openScheduler(START, chance.split("order"));
  const pushes: string[] = [];
  const forgotten: string[] = [];
  const times: number[] = [];
  let isAway = false;
  const queue = openQueue({
    scheduler,
    chance,
    habits: { repeats: options.repeats ?? 0, delays: options.delays ?? 0 },
    isAway: () => isAway,
    onPublished: () => undefined,
    onForgotten: (_kind, { id }) => void forgotten.push(id),
  });
  queue.subscribe({
    name: "projects/p/subscriptions/heliograph-message",
    kind: "message",
    isOrdered: false,
    maxAttempts: undefined,
    minBackoffMs: 10 * SECOND,
    maxBackoffMs: 600 * SECOND,
    ...options,
    push({ published }, answer) {
      const text = published.message.bytes.toString();
      pushes.push(text);
      times.push(scheduler.now() - START);
      const responded = respond({
        text,
        times: pushes.filter((one) => one === text).length,
        at: scheduler.now() - START,
      });
      if (responded !== "never") scheduler.after(5, () => answer(responded));
    },
  });
  const publish = (text: string, orderingKey?: string, topic: Topic = "message") =>
    queue.publish(
      topic,
      { bytes: Buffer.from(text), attributes: {}, ...(orderingKey !== undefined && { orderingKey }) },
      { from: "test" },
    );
  const goAway = (is: boolean) => {
    isAway = is;
  };
  const pauses = () => times.slice(1).map((time, place) => Math.round((time - (times[place] ?? 0)) / SECOND));
  return {
    scheduler,
    queue,
    publish,
    pushes,
    pauses,
    forgotten,
    goAway,
    until: (ms: number) => scheduler.runUntil(START + ms),
  };
}
