import type { Brand } from "../base/brand.ts";
import type { Address, InboundId, MessageId } from "../base/ids.ts";
import type { Origin } from "../envelope/delivery.ts";

/** Everything that can happen. Only `parse` makes one. */
export type Inbound = InboundMessage | InboundReceipts | InboundEvent;

/** A user said something. */
export type InboundMessage = Parsed<MessageDetails>;

/** The user's phone or the user saw messages of ours. */
export type InboundReceipts = Parsed<ReceiptsDetails>;

/** Something else happened around the conversation or the agent. */
export type InboundEvent = Parsed<EventDetails>;

type Parsed<T> = Brand<T & Origin, "Parsed">;

/** What a channel's reader finds in the bytes. */
export type Details = MessageDetails | ReceiptsDetails | EventDetails;

interface Identity {
  readonly id: InboundId;
  readonly address: Address;
  /** When it happened, as the platform says; where it does not say, when ingress accepted it. */
  readonly at: Date;
}

export interface MessageDetails extends Identity {
  readonly type: "message";
  readonly content: Content;
  /** The user's message, which a READ may name. A tap on a suggestion has none in Business Messages. */
  readonly message?: MessageId;
  readonly context?: Context;
  /** Google's Dialogflow integration has answered already: the bot keeps silent. */
  readonly isAutoResponded?: boolean;
}

export interface ReceiptsDetails extends Identity {
  readonly type: "receipt";
  readonly receipts: readonly Receipt[];
}

export interface EventDetails extends Identity {
  readonly type: "event";
  readonly event: Event;
}

/** What a user's message holds. */
export type Content =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "file"; readonly file: File; readonly thumbnail?: File }
  | { readonly type: "location"; readonly latitude: number; readonly longitude: number }
  | Suggestion
  | { readonly type: "authentication"; readonly code: string; readonly redirectUri?: string }
  | { readonly type: "authentication-failed"; readonly error: string; readonly description?: string }
  | SurveyAnswer;

/** A file or image. Its URL is a bearer secret: never logged. */
export interface File {
  readonly url: string;
  readonly mimeType?: string;
  readonly sizeBytes?: number;
  readonly name?: string;
}

/** A tap on a suggestion; `to` names our message that carried it, where the channel says so. */
export interface Suggestion {
  readonly type: "suggestion";
  readonly kind: "reply" | "action" | "unknown";
  readonly postback?: string;
  readonly text?: string;
  readonly to?: MessageId;
}

/** One answered question of a Business Messages survey. */
export interface SurveyAnswer {
  readonly type: "survey";
  /** The last part of its name. */
  readonly survey?: string;
  readonly question?: string;
  readonly text?: string;
  readonly postback?: string;
  readonly rating?: string;
  readonly index?: number;
  readonly count?: number;
}

/** Where the user came from, as far as Business Messages tells. All of it may be the user's own words. */
export interface Context {
  readonly locale?: string;
  readonly entryPoint?: string;
  readonly placeId?: string;
  readonly nearPlaceId?: string;
  readonly displayName?: string;
  readonly customContext?: string;
  readonly widgetUrl?: string;
  readonly widgetContext?: string;
}

/** One step in the life of a message of ours. `expired` and `revoked` are facts beside the other three. */
export type ReceiptType = "delivered" | "read" | "expired" | "revoked";

/** The step, the message and the time. */
export interface Receipt {
  readonly message: MessageId;
  readonly type: ReceiptType;
  readonly at: Date;
}

/** What an event tells. */
export type Event =
  | { readonly type: "typing"; readonly isTyping: boolean }
  | { readonly type: "live-agent-requested" }
  | { readonly type: "subscribed" }
  | { readonly type: "unsubscribed" }
  | { readonly type: "expired"; readonly message: MessageId; readonly isRevoked: boolean }
  | { readonly type: "launch"; readonly from?: string; readonly to: string; readonly region?: string };
