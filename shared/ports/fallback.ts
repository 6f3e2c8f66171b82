import type { CallScope } from "../base/call-scope.ts";
import type { OutgoingId } from "../base/ids.ts";
import type { ConversationAddress } from "../conversation/address.ts";
import type { FallbackReason } from "../conversation/journal.ts";

/**
 * Another channel, such as SMS.
 * @throws PermanentError when it will never take the message; any other when another try may pass.
 */
export interface Fallback {
  /**
   * Ends within 10 seconds, and at `scope.until` at the latest. After a crash the same message comes again, in the same words under the
   * same id: it is said once.
   */
  say(message: FallbackMessage, scope?: CallScope): Promise<void>;
}

/** What another channel is asked to say. */
export interface FallbackMessage {
  /** Of the RCS message that it stands for. */
  readonly id: OutgoingId;
  readonly to: ConversationAddress;
  readonly text: string;
  readonly reason: FallbackReason;
  readonly isCritical: boolean;
  /** When the RCS message was asked for. */
  readonly at: Date;
}
