/** A key, and the words that the page has for what it does. */
export interface KeyRow {
  readonly key: Key;
  readonly does: string;
}

/** A key that means something while nothing is being written. */
export type Key = "/" | "n" | "u" | "p" | "w" | "m" | "d" | "f" | "o" | "c" | "h" | "t" | "?";

/** All of them, in the order in which they are shown. */
export const KEYS: readonly KeyRow[] = [
  { key: "/", does: "write to the bot" },
  { key: "n", does: "a new user" },
  { key: "u", does: "the next user" },
  { key: "p", does: "Android, iPhone, or both" },
  { key: "w", does: "the way of the message" },
  { key: "m", does: "all messages" },
  { key: "d", does: "the desk" },
  { key: "f", does: "faults" },
  { key: "o", does: "write first, as the agent" },
  { key: "c", does: "compose a message" },
  { key: "h", does: "the history of the conversation" },
  { key: "t", does: "the clock" },
  { key: "?", does: "these keys" },
];
