import type { CallScope } from "../base/call-scope.ts";
import type { QueueMessage } from "../envelope/push-request.ts";

/** A message of the topic `deadline`, as it is to come back: its `id` names the timer, `due` is its time in RFC 3339. */
export interface TimerMessage extends QueueMessage {
  readonly attributes: QueueMessage["attributes"] & { readonly id: string; readonly due: string };
}

/** Brings messages back at their time: each once or more often, never earlier, and at no cost until then. */
export interface Timers {
  /**
   * True where a timer that is too far away comes before its time, once or more, and must then be set again. Where it is false,
   * a timer that comes early is refused until it is due.
   */
  readonly isRelayed: boolean;
  /**
   * Resolves once the timer is durable. One that was set under the same id is there already: then nothing changes. No call
   * begins after `scope.until`, and none lasts beyond it.
   * @throws NotDurableError when that is not known to be so in time.
   * @throws TransientError when the embedded database refuses.
   */
  set(timer: TimerMessage, scope?: CallScope): Promise<void>;
}
