import type { Content } from "../inbound/inbound.ts";

/** What a route may ask for, in the order in which it looks. */
export const PATTERN_MEMBERS = ["type", "text", "postback", "context", "when"] as const;

/** One of them. */
export type PatternMember = (typeof PATTERN_MEMBERS)[number];

/** A pattern that a route has tried. */
export interface TriedPattern {
  /** Of the route in its list, from 1. */
  readonly place: number;
  /** What the turn says, or the tap that its words are taken for. */
  readonly content: Content;
  readonly pattern: { readonly [member in PatternMember]?: unknown };
  /** The first member that does not hold; `undefined`: all of them do. */
  readonly missed: PatternMember | undefined;
}

/** Hears how one call of `routes()` comes to its answer, before the answer is made. */
export interface RouteWatch {
  tried(pattern: TriedPattern): void;
  /** The route at a place, from 1, answers; `undefined`: none does. */
  answered(place: number | undefined): void;
}
