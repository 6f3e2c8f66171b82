import type { Publisher } from "../../ports/publisher.ts";
import type { Timers } from "../../ports/timers.ts";

/**
 * Timers for the Pub/Sub emulator, beside which there is none of Cloud Tasks: a timer is published at once, and the function
 * refuses it until it is due. So each costs deliveries while it waits, and comes as late as the back-off of its subscription.
 */
export function publishedTimers(publisher: Publisher): Timers {
  return { isRelayed: false, set: (timer, scope) => publisher.publish("deadline", timer, scope) };
}
