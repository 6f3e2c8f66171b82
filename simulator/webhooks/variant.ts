/**
 * How much of what Google's pages leave open a webhook says. `rich`: what captures show and the readers of several independent
 * projects rely on: a request id and a context on receipts, the type `USER_FILE`, a signed handshake. `bare`: what the guides show.
 * @see https://github.com/jovotech/jovo-framework, its requests of Google Business Messages: both stand on receipts too
 */
export type WebhookForm = "rich" | "bare";

/** Details in which Google's pages and recordings differ, or that they leave open. An empty variant follows the reference. */
export interface Variant {
  /** `guide`: `suggestionType` and `redirect_uri`. `reference`, the default: `type` and `redirectUri`. */
  readonly spelling?: "reference" | "guide";
  /** Set to false to leave the request id out of receipts and surveys, whose id is then derived from their content. */
  readonly hasRequestId?: boolean;
  /** Writes `context: {}` when the fact has no context. */
  readonly hasEmptyContext?: boolean;
  /** Writes `placeId: ""` when the fact has no place. */
  readonly hasEmptyPlace?: boolean;
  /** The partner's own id of the agent; missing by default, as in one of the recordings. */
  readonly customAgentId?: string;
  /** Written instead of the fact's own kind: a kind that the parser does not know. */
  readonly unknownKind?: string;
  /** Written for `unknown`: a value that Google added to an enum. */
  readonly unknownWord?: string;
}

/** A value of no enum, so the parser reads it as `unknown`. */
export const UNKNOWN_WORD = "NOT_YET_KNOWN";
