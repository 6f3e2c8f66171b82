import type { InboundId } from "../base/ids.ts";
import type { Reply } from "../bot/reply.ts";
import type { Speaker } from "../bot/speaker.ts";
import type { Destination } from "./destination.ts";

/** What another system, or a person through one, asks us to do in a conversation. */
export interface OutboundRequest extends Destination {
  readonly type: "outbound";
  /** The other system's, unique for ever: what repeats it is done once. */
  readonly id: InboundId;
  readonly at: Date;
  readonly received: Date;
  readonly wish: OutboundWish;
}

export type OutboundWish =
  /** `speaker`: a person says it, who thereby has the conversation. */
  | { readonly type: "say"; readonly reply: Reply; readonly speaker?: Speaker; readonly terms?: DeliveryTerms }
  | { readonly type: "join" | "leave"; readonly speaker: Speaker };

/** What is to be done when a message does not arrive. */
export interface DeliveryTerms {
  /** Rather twice than not at all. */
  readonly isCritical: boolean;
  /** How long RCS tries; then the message is taken back. */
  readonly seconds: number;
  /** What another channel is asked to say, in plain text; no fallback where it is missing. */
  readonly fallback?: string;
}
