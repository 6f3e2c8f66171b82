/**
 * Counts one more message of a conversation.
 * @returns what gives it back, for a message that was refused; `undefined` when the conversation has had its messages.
 */
export type Allowance = (conversation: string, now: number) => (() => void) | undefined;

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
 * Counts 60 messages in any minute of a conversation, in this process alone. A token bucket would either let 119 through in
 * its first minute or hold back a burst of 60, which Google takes; so the times themselves are kept.
 */
export function openAllowance(): Allowance {
  const taken = new Map<string, readonly Taken[]>();
  return (conversation, now) => {
    if (taken.size >= MANY) forgetQuiet(taken, now);
    const recent = (taken.get(conversation) ?? []).filter(({ at }) => now - at < WINDOW_MS);
    const mine = { at: now };
    const isAllowed = recent.length < MESSAGES;
    taken.set(conversation, isAllowed ? [...recent, mine] : recent);
    if (!isAllowed) return undefined;
    return () => {
      const others = (taken.get(conversation) ?? []).filter((one) => one !== mine);
      taken.set(conversation, others);
    };
  };
}

function forgetQuiet(taken: Map<string, readonly Taken[]>, now: number): void {
  for (const [conversation, times] of taken) {
    if (now - (times.at(-1)?.at ?? 0) >= WINDOW_MS) taken.delete(conversation);
  }
}
