import type { InboundId, OutgoingId } from "../base/ids.ts";
import type { ReplayMode } from "../base/replay.ts";
import type { ConversationAddress } from "./address.ts";

/** A timer that we set ourselves is due. */
export interface Timer extends ConversationAddress {
  readonly type: "timer";
  readonly id: InboundId;
  readonly at: Date;
  /** When it was set. */
  readonly received: Date;
  readonly replay?: ReplayMode;
  readonly purpose: TimerPurpose;
}

/** What a timer is for. */
export type TimerPurpose =
  /** The bot takes the conversation back, unless it has it already, or that was put off. */
  | { readonly type: "mode" }
  /** A message with a fallback: has it been delivered? `isLast`: this is the last check. */
  | { readonly type: "delivery"; readonly message: OutgoingId; readonly isLast?: true };
