/**
 * One answered question of a Business Messages survey; every answer comes alone.
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
  /** Position among `count` questions; whether the first is 0 or 1 is not documented. */
  readonly index?: number;
  readonly count?: number;
  /** The older form of a survey tells only this, and perhaps `feedback`. */
  readonly rating?: Rating;
  /** The user's own words. */
  readonly feedback?: string;
}

/** `unknown`: not told, as in the older form, or a kind that this release has no word for. */
export type QuestionKind = "standard" | "template" | "custom" | "unknown";

export type Rating =
  | "very-dissatisfied"
  | "somewhat-dissatisfied"
  | "neither"
  | "somewhat-satisfied"
  | "very-satisfied"
  | "unknown";
