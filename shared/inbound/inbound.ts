import type { Brand } from "../base/brand.ts";
import type { Address, InboundId, MessageId } from "../base/ids.ts";
import type { Routing } from "../envelope/push-request.ts";
import type { Billing } from "./billing.ts";
import type { Context } from "./context.ts";
import type { Dialogflow } from "./dialogflow.ts";
import type { Launch } from "./launch.ts";
import type { SurveyAnswer } from "./survey.ts";

/** Everything that can happen. Only `parse` makes one. */
export type Inbound = InboundMessage | InboundReceipts | InboundEvent;

/** A user said something. */
export type InboundMessage = Parsed<MessageDetails>;

/** The user's phone or the user saw messages of ours. */
export type InboundReceipts = Parsed<ReceiptsDetails>;

/** Something else happened around the conversation or the agent. */
export type InboundEvent = Parsed<EventDetails>;

type Parsed<T> = Brand<T & Routing, "Parsed">;

/** What the reader of a channel finds in a body. */
export type Details = MessageDetails | ReceiptsDetails | EventDetails;

/** Details without the members that are the same for all facts of a channel. */
export type DetailsWithout<K extends keyof Identity> =
  | Omit<MessageDetails, K>
  | Omit<ReceiptsDetails, K>
  | Omit<EventDetails, K>;

/** What every fact has. */
export interface Identity {
  readonly id: InboundId;
  readonly address: Address;
  /** When it happened, as the platform says, and never after ingress accepted it. Where `isEstimated`, when ingress accepted it. */
  readonly at: Date;
  /** The platform did not say when, or named a time to come: it may have been as long ago as a webhook is repeated. */
  readonly isEstimated?: true;
}

/**
 * A user's message.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/UserMessage
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage
 */
export interface MessageDetails extends Identity {
  readonly type: "message";
  readonly content: Content;
  /** The id under which the message is marked read, where it has one. A tap on a suggestion has none in Business Messages. */
  readonly message?: MessageId;
  readonly context?: Context;
  readonly dialogflow?: Dialogflow;
  /** RCS in the United States: the user's carrier, as Google names it. */
  readonly carrier?: string;
  readonly billing?: Billing;
}

/**
 * Receipts for messages of ours: one from RCS, a batch from Business Messages.
 * @see https://developers.google.com/business-communications/business-messages/guides/how-to/message/receipts
 */
export interface ReceiptsDetails extends Identity {
  readonly type: "receipt";
  readonly receipts: readonly Receipt[];
}

/**
 * An event of a user, of Google's servers or of an agent.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events/receive-events
 * @see https://developers.google.com/business-communications/business-messages/guides/how-to/message/events
 */
export interface EventDetails extends Identity {
  readonly type: "event";
  readonly event: Event;
}

/** What a user's message holds. */
export type Content =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "file"; readonly file: File; readonly thumbnail?: File }
  | { readonly type: "location"; readonly latitude: number; readonly longitude: number }
  | TappedSuggestion
  | SignInResult
  | SurveyAnswer;

/**
 * A file, or an image of Business Messages. Its URL is a bearer secret: never logged.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/receive
 * @see https://developers.google.com/business-communications/business-messages/guides/how-to/message/receive
 */
export interface File {
  readonly url: string;
  readonly mimeType?: string;
  /** Of a copy of ours that is kept as `application/octet-stream`, because it is not safe to serve as what it is said to be. */
  readonly toldType?: string;
  readonly sizeBytes?: number;
  readonly name?: string;
}

/**
 * A tap on a suggestion. `to` is our message that held the suggestion, where the channel says so.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/UserMessage#SuggestionResponse
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage#SuggestionResponse
 */
export interface TappedSuggestion {
  readonly type: "suggestion";
  readonly kind: "reply" | "action" | "unknown";
  readonly postback?: string;
  readonly text?: string;
  readonly to?: MessageId;
}

/**
 * How an OAuth sign-in that we asked for ended. It has no `state`: the conversation says whose it is.
 * @see https://developers.google.com/business-communications/business-messages/guides/how-to/integrate/oauth
 */
type SignInResult =
  | { readonly type: "authentication"; readonly code: string; readonly redirectUri?: string }
  | { readonly type: "authentication-failed"; readonly error: SignInError; readonly description?: string };

export type SignInError =
  | "invalid-request"
  | "access-denied"
  | "unauthorized-client"
  | "unsupported-response-type"
  | "invalid-scope"
  | "server-error"
  | "temporarily-unavailable"
  | "unknown";

/** One step in the life of a message of ours. `expired` and `revoked` are facts beside the other three. */
export type ReceiptType = "delivered" | "read" | "expired" | "revoked";

/** The step, the message and the time. */
export interface Receipt {
  readonly message: MessageId;
  readonly type: ReceiptType;
  readonly at: Date;
}

/** What happened. RCS has no event for typing that stopped. */
export type Event =
  | { readonly type: "typing"; readonly isTyping: boolean }
  | { readonly type: "live-agent-requested" }
  /** The flag came as false: the user does not wait for a person, or no longer. */
  | { readonly type: "live-agent-withdrawn" }
  | { readonly type: "subscribed" }
  | { readonly type: "unsubscribed" }
  | { readonly type: "expired"; readonly message: MessageId; readonly isRevoked: boolean }
  | Launch;
