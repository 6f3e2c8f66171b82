import type { CallScope } from "../base/call-scope.ts";
import type { Channel, MessageId, OutgoingId } from "../base/ids.ts";
import type { ConversationAddress } from "../conversation/address.ts";
import type { Acceptance } from "../inbound/acceptance.ts";
import type { Reply } from "../reply/reply.ts";
import type { Speaker } from "../reply/speaker.ts";

/**
 * Google's API of one channel. An id that was used before is ignored by Google, and counts as done.
 * No call begins after `scope.until`, and none lasts beyond it.
 * @throws PermanentError when Google refuses the call itself; TransientError when another try may pass.
 */
export interface Messenger {
  /** @returns What Google said about the message; nothing where it had the message already. */
  send(
    to: ConversationAddress,
    message: { readonly id: OutgoingId; readonly reply: Reply },
    scope?: CallScope,
  ): Promise<Acceptance>;
  markRead(
    to: ConversationAddress,
    read: { readonly id: OutgoingId; readonly message: MessageId },
    scope?: CallScope,
  ): Promise<void>;
  showTyping(to: ConversationAddress, id: OutgoingId, scope?: CallScope): Promise<void>;
  /** RCS has no such call: there the indicator ends with the next message, or after about 20 seconds. */
  stopTyping(to: ConversationAddress, id: OutgoingId, scope?: CallScope): Promise<void>;
}

/** Google's API of each channel, with what one channel alone can do. */
export interface Messengers extends Readonly<Record<Channel, Messenger>> {
  readonly rcs: Messenger & Revoker;
  readonly "business-messages": Messenger & Announcer & Surveyor;
}

// What one channel alone can do. What both can is a Messenger; all of these throw as it does.

/** Takes back what was sent over RCS. */
export interface Revoker {
  /**
   * `removed`: it will not be delivered, unless DELIVERED comes just after. `delivered`: Google no longer has it. Only that
   * receipt proves it, because a try whose answer was lost may have removed it.
   */
  revoke(to: ConversationAddress, message: OutgoingId, scope?: CallScope): Promise<"removed" | "delivered">;
}

/** Tells a Business Messages user who speaks. */
export interface Announcer {
  announce(to: ConversationAddress, notice: Announcement, scope?: CallScope): Promise<void>;
}

/** Somebody has come, or has gone. */
interface Announcement {
  readonly id: OutgoingId;
  readonly type: "joined" | "left";
  readonly speaker: Speaker;
}

/** Asks a Business Messages user how it was: once in a conversation and 24 hours. */
export interface Surveyor {
  survey(to: ConversationAddress, id: OutgoingId, scope?: CallScope): Promise<void>;
}
