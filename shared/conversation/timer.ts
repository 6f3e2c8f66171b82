import type { InboundId, OutgoingId } from "../base/ids.ts";
import type { ConversationAddress } from "./address.ts";

/** A time that we set ourselves has come. */
export interface Timer extends ConversationAddress {
  readonly type: "timer";
  readonly id: InboundId;
  readonly at: Date;
  /** When it was set. */
  readonly received: Date;
  readonly purpose: TimerPurpose;
}

/** What a deadline is about. */
export type TimerPurpose =
  /** The bot takes the conversation back, unless it has it already or the time was prolonged. */
  | { readonly type: "mode" }
  /** A message with a fallback: has it been delivered? `isLast`: nothing that tells is waited for any longer. */
  | { readonly type: "delivery"; readonly message: OutgoingId; readonly isLast?: true };
