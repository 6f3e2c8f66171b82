// What the page is told of a draft, as JSON over the wire. Both sides of it read this file, so it imports nothing of either.

/** What is wrong with a draft, and where. */
export interface DraftProblem {
  /** Such as `cards[1].suggestions[0].url`; empty for the whole. */
  readonly place: string;
  /** What was expected, what is there, and what to do. */
  readonly words: string;
}

/** What a channel makes of a draft. */
export interface ComposedMessage {
  /** Google's JSON. */
  readonly json: Readonly<Record<string, unknown>>;
  /** As a phone gets it. */
  readonly shown: { readonly text: string; readonly content?: Readonly<Record<string, unknown>> };
  /** By which of its documented rules Google would refuse it. */
  readonly refusal?: string;
}

/** A draft as it was judged. */
export interface Composed {
  readonly problems: readonly DraftProblem[];
  /** A channel is missing where the message is too large for it. */
  readonly channels: Readonly<Partial<Record<"rcs" | "business-messages", ComposedMessage>>>;
  /** How it will look on the other phone. */
  readonly advice: readonly { readonly phone: "android" | "iphone" | "both"; readonly advice: string }[];
  /** Missing while there is a problem. */
  readonly copies?: ComposedCopies;
}

/** What can be made of a draft with which all is well. */
export interface ComposedCopies {
  /** TypeScript for a file of the bot. */
  readonly bot: string;
  /** An outbound request without `id`, `agent` and `to`, which is a template of a campaign. */
  readonly request: Readonly<Record<string, unknown>>;
}
