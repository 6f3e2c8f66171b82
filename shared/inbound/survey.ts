/**
 * One answered question of a Business Messages survey. Each answer is a fact of its own.
 * @see https://developers.google.com/business-communications/business-messages/guides/how-to/message/surveys
 */
export interface SurveyAnswer {
  readonly type: "survey";
  /** The last part of its name. */
  readonly survey?: string;
  /** Google's id, or ours for a question of our own. */
  readonly question?: string;
  readonly kind: QuestionKind;
  /** Who asked. */
  readonly trigger: "partner" | "google" | "unknown";
  /** The chosen answer as the user saw it. */
  readonly text?: string;
  readonly postback?: string;
  /** Position among `count` questions. Google does not document whether the first one is 0 or 1. */
  readonly index?: number;
  readonly count?: number;
  /** The older form of a survey has only this, and perhaps `feedback`. */
  readonly rating?: Rating;
  /** The user's own words. */
  readonly feedback?: string;
}

/** `unknown`: missing, as in the older form, or a kind that this release does not know. */
export type QuestionKind = "standard" | "template" | "custom" | "unknown";

export type Rating =
  | "very-dissatisfied"
  | "somewhat-dissatisfied"
  | "neither"
  | "somewhat-satisfied"
  | "very-satisfied"
  | "unknown";
