import type { InboundId } from "../base/ids.ts";
import type { ReplayMode } from "../base/replay.ts";
import type { Reply } from "../reply/reply.ts";
import type { Speaker } from "../reply/speaker.ts";
import type { ConversationAddress } from "./address.ts";

/** What another system, or a person through one, asks us to do in a conversation. */
export interface OutboundRequest extends ConversationAddress {
  readonly type: "outbound";
  /** The other system's, unique for ever: what repeats it is done once. */
  readonly id: InboundId;
  /** When it was first published, however often it was delivered, dead-lettered or redriven since. */
  readonly at: Date;
  readonly received: Date;
  readonly replay?: ReplayMode;
  readonly command: OutboundCommand;
}

export type OutboundCommand =
  /** `speaker`: in whose name. A person who speaks thereby has the conversation. The reply's expiry is a moment. */
  | { readonly type: "say"; readonly reply: Reply; readonly speaker?: Speaker; readonly terms?: DeliveryTerms }
  /** None of these counts after its expiry. */
  | { readonly type: "join"; readonly speaker: Speaker; readonly expiry: Expiry }
  /** A person who has the conversation is writing. It is shown for a moment, and kept nowhere. */
  | { readonly type: "typing"; readonly speaker: Speaker; readonly expiry: Expiry }
  /** Without a speaker, whoever has the conversation. */
  | { readonly type: "leave"; readonly speaker?: Speaker; readonly expiry: Expiry };

/** When a request is over. */
type Expiry = NonNullable<Reply["expiry"]>;

/** What is to be done when a message does not arrive over RCS. */
export interface DeliveryTerms {
  /** Rather twice than not at all. */
  readonly isCritical: boolean;
  /** What another channel is asked to say, in plain text. */
  readonly fallback: string;
}
