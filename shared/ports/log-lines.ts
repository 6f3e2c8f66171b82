import type { ConversationId } from "../base/ids.ts";
import type { TurnId } from "../conversation/turn-id.ts";

/** A line that a function wrote. */
export interface LogLine {
  readonly at: Date;
  readonly severity: string;
  readonly event: string;
  /** All its other members. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What the functions wrote into their log. */
export interface LogLines {
  /** Why there are none where this deployment keeps none. */
  readonly absence?: string;
  /** The lines about a conversation or a turn, or of one kind, from a time until before another, oldest first. */
  find(about: LogSubject, range: { readonly from: Date; readonly to: Date }): AsyncIterable<LogLine>;
}

/** What lines are about. */
export type LogSubject =
  | { readonly conversation: ConversationId }
  | { readonly turn: TurnId }
  /** All lines of one kind. */
  | { readonly event: "token_matched" };
