/** What Google's pages and recordings disagree on, or leave open. Without any, an event is spelled as the reference does. */
export interface Variant {
  /** `guide`: `suggestionType` and `redirect_uri`; `reference`, which is the default: `type` and `redirectUri`. */
  readonly spelling?: "reference" | "guide";
  /** False on receipts and surveys that carry none: their id is then derived from their content. True by default. */
  readonly hasRequestId?: boolean;
  /** Writes `context: {}` where the fact has no context. */
  readonly hasEmptyContext?: boolean;
  /** Writes `placeId: ""` where the fact has no place. */
  readonly hasEmptyPlace?: boolean;
  /** What the partner called the agent; missing by default, as in one of the recordings. */
  readonly customAgentId?: string;
  /** The name of a kind that no release knows, in the place of the fact's own. */
  readonly unknownKind?: string;
  /** What stands for `unknown`: a value that an enum has grown. */
  readonly unknownWord?: string;
}

/** A value of no enum, so that it reads as `unknown`. */
export const UNKNOWN_WORD = "NOT_YET_KNOWN";
