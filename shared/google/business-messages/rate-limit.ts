import { PermanentError, RateLimitError, UnauthorisedError } from "../../base/errors.ts";
import type { Address } from "../../base/ids.ts";
import type { Clock } from "../../ports/clock.ts";

/** How many messages a conversation may have: 60 in any minute. */
export interface Allowance {
  /**
   * Makes a call that sends a message. One that Google refuses does not count; one with an unknown end does.
   * @throws RateLimitError, without making it, when the conversation has had its messages.
   */
  pass<T>(conversation: Address, make: () => Promise<T>): Promise<T>;
}

/** @see https://developers.google.com/business-communications/business-messages/guides/how-to/qa/high-volume */
const MESSAGES = 60;
const WINDOW_MS = 60_000;

/** A message that was counted: two may come at the same time. */
interface Taken {
  readonly at: number;
}

/** How many conversations are remembered before the quiet ones are forgotten. */
const MANY = 1000;

/**
 * Counts messages in this process alone. A token bucket would either let 119 through in its first minute or hold back a burst
 * of 60, which Google takes; so the times themselves are kept.
 */
export function openAllowance(clock: Clock): Allowance {
  const taken = new Map<Address, readonly Taken[]>();
  const count = (conversation: Address): Taken => {
    const mine = { at: clock.now().getTime() };
    if (taken.size >= MANY) forgetQuiet(taken, mine.at);
    const recent = (taken.get(conversation) ?? []).filter(({ at }) => mine.at - at < WINDOW_MS);
    if (recent.length >= MESSAGES) {
      throw new RateLimitError(`Cannot send: the conversation has had ${MESSAGES} messages within a minute`);
    }
    taken.set(conversation, [...recent, mine]);
    return mine;
  };
  return {
    async pass(conversation, make) {
      const mine = count(conversation);
      try {
        return await make();
      } catch (error) {
        const others = (taken.get(conversation) ?? []).filter((one) => one !== mine);
        if (isRefusal(error)) taken.set(conversation, others);
        throw error;
      }
    },
  };
}

/** True when Google did not take the call; after any other failure it may have it. */
function isRefusal(error: unknown): boolean {
  return [PermanentError, RateLimitError, UnauthorisedError].some((kind) => error instanceof kind);
}

function forgetQuiet(taken: Map<Address, readonly Taken[]>, now: number): void {
  for (const [conversation, times] of taken) {
    if (now - (times.at(-1)?.at ?? 0) >= WINDOW_MS) taken.delete(conversation);
  }
}
