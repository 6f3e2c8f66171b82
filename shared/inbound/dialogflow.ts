import type { MessageId } from "../base/ids.ts";

/**
 * What Google's own Dialogflow integration made of a Business Messages text before it came to us.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage#DialogflowResponse
 */
export interface Dialogflow {
  readonly query?: string;
  readonly faq?: Faq;
  readonly intents: readonly Intent[];
  /** Google has answered already, so the bot does not answer. */
  readonly isAutoResponded: boolean;
  /** What Google has answered. */
  readonly autoResponses: readonly AutoResponse[];
}

/** The answers in the agent's knowledge base, best match first. */
export interface Faq {
  readonly question?: string;
  readonly answers: readonly FaqAnswer[];
}

export interface FaqAnswer {
  readonly question?: string;
  readonly answer?: string;
  readonly confidence: "low" | "medium" | "high" | "unknown";
  /** 0 to 1. */
  readonly score?: number;
}

/** An intent that the text matched, and how it would be answered. */
export interface Intent {
  /** `projects/{project}/agent/intents/{intent}`. */
  readonly name?: string;
  readonly displayName?: string;
  /** 0 to 1. */
  readonly score?: number;
  readonly fulfillments: readonly Fulfillment[];
}

/** One answer that an intent has, in the form in which its author wrote it. */
export type Fulfillment =
  | { readonly type: "text"; readonly text: string }
  /** The author's own JSON, unread. */
  | { readonly type: "json"; readonly json: string }
  | { readonly type: "live-agent"; readonly metadata: Readonly<Record<string, unknown>> }
  /** `code` is one of google.rpc.Code. */
  | { readonly type: "failed"; readonly code?: number; readonly message?: string }
  | { readonly type: "unknown" };

/** A message that Google has sent for the agent. */
export interface AutoResponse {
  readonly source: "faq" | "faq-follow-up" | "intent" | "unknown";
  readonly message?: MessageId;
  /** Missing for a card or an image. */
  readonly text?: string;
  /** The whole message, as JSON text in the spelling of the API. */
  readonly json: string;
}
