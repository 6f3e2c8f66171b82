import type { ConversationId } from "../shared/base/ids.ts";
import type { TurnId } from "../shared/conversation/turn-id.ts";

/** What has happened, in order. */
export type TimelineFact =
  /** What follows is about this conversation. */
  | { readonly type: "conversation"; readonly conversation: ConversationId; readonly now: string }
  | TimelineStep
  /** Nothing is known of what ought to be here. */
  | { readonly type: "gap"; readonly at?: string; readonly turn?: TurnId; readonly what: string };

/** One thing that happened. */
export interface TimelineStep {
  readonly type: "step";
  /** RFC 3339. */
  readonly at: string;
  readonly turn?: TurnId;
  readonly step: "received" | "delivery" | "call" | "decided" | "status" | "fallback" | "logged";
  /** In words. */
  readonly what: string;
  /** As it was logged or kept. */
  readonly details?: Readonly<Record<string, unknown>>;
}
