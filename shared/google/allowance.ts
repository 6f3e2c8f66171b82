/** Says whether a conversation may have one more message now, and counts it if so. */
export type Allowance = (conversation: string, now: number) => boolean;

/** @see https://developers.google.com/business-communications/business-messages/guides/how-to/qa/high-volume */
const MESSAGES = 60;
const WINDOW_MS = 60_000;
/** How many conversations are remembered before the quiet ones are forgotten. */
const MANY = 1000;

/**
 * Counts 60 messages in any minute of a conversation, in this process alone. A token bucket would either let 119 through in
 * its first minute or hold back a burst of 60, which Google takes; so the times themselves are kept.
 */
export function openAllowance(): Allowance {
  const times = new Map<string, readonly number[]>();
  return (conversation, now) => {
    if (times.size >= MANY) forgetQuiet(times, now);
    const recent = (times.get(conversation) ?? []).filter((at) => now - at < WINDOW_MS);
    const isAllowed = recent.length < MESSAGES;
    times.set(conversation, isAllowed ? [...recent, now] : recent);
    return isAllowed;
  };
}

function forgetQuiet(times: Map<string, readonly number[]>, now: number): void {
  for (const [conversation, at] of times) {
    if (now - (at.at(-1) ?? 0) >= WINDOW_MS) times.delete(conversation);
  }
}
