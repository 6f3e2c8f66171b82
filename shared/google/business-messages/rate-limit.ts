import { isInDoubt, PermanentError, RateLimitError, UnauthorisedError } from "../../base/errors.ts";
import type { Address } from "../../base/ids.ts";
import type { Clock } from "../../ports/clock.ts";

/** How many messages a conversation may have: 60 in any minute. */
export interface RateLimit {
  /**
   * Makes a call that sends a message. One that Google refuses does not count; one with an unknown end does.
   * @throws RateLimitError, without making it, when the conversation has had its messages.
   */
  run<T>(conversation: Address, make: () => Promise<T>): Promise<T>;
}

/** @see https://developers.google.com/business-communications/business-messages/guides/how-to/qa/high-volume */
const MESSAGES = 60;
const WINDOW_MS = 60_000;

/** A message that was counted: two may come at the same time. */
interface CountedMessage {
  readonly at: number;
}

/** How many conversations are remembered before the quiet ones are forgotten. */
const MAX_REMEMBERED = 1000;

/**
 * Counts messages in this process alone. A token bucket would either let 119 through in its first minute or hold back a burst
 * of 60, which Google takes; so the times themselves are kept.
 */
export function openRateLimit(clock: Clock): RateLimit {
  const messages = new Map<Address, readonly CountedMessage[]>();
  const count = (conversation: Address): CountedMessage => {
    const counted = { at: clock.now().getTime() };
    if (messages.size >= MAX_REMEMBERED) forgetIdle(messages, counted.at);
    const recent = (messages.get(conversation) ?? []).filter(({ at }) => counted.at - at < WINDOW_MS);
    if (recent.length >= MESSAGES) {
      throw new RateLimitError(`Cannot send: the conversation has had ${MESSAGES} messages within a minute`);
    }
    messages.set(conversation, [...recent, counted]);
    return counted;
  };
  return {
    async run(conversation, make) {
      const counted = count(conversation);
      try {
        return await make();
      } catch (error) {
        const others = (messages.get(conversation) ?? []).filter((one) => one !== counted);
        if (isRefused(error)) messages.set(conversation, others);
        throw error;
      }
    },
  };
}

/** True when Google did not take the call; after any other failure it may have it. */
function isRefused(error: unknown): boolean {
  return !isInDoubt(error) && [PermanentError, RateLimitError, UnauthorisedError].some((kind) => error instanceof kind);
}

function forgetIdle(messages: Map<Address, readonly CountedMessage[]>, now: number): void {
  for (const [conversation, times] of messages) {
    if (now - (times.at(-1)?.at ?? 0) >= WINDOW_MS) messages.delete(conversation);
  }
}
