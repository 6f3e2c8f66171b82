import type { Context } from "../inbound/context.ts";
import type { Content } from "../inbound/inbound.ts";
import type { Answers, Bot, Turn } from "./bot.ts";

/** What a text is compared with: a string with all of it, in any case; a RegExp with a part; a function as it likes. */
type TextPattern = string | RegExp | ((text: string) => boolean);

/** Which turns a route is for: those for which every member holds. */
interface Pattern {
  /** What the user typed. */
  readonly text?: TextPattern;
  /** What the tapped suggestion carries. */
  readonly postback?: TextPattern;
  /** What was sent, whatever it says. */
  readonly type?: Content["type"];
  /** What the channel must tell of where the user came from; RCS tells nothing. */
  readonly context?: keyof Context;
  /** Anything else, such as what the bot remembers. */
  readonly when?: (turn: Turn) => boolean;
}

/** What a RegExp captured in its parentheses; nothing without one. */
type Captured = readonly (string | undefined)[];

/** Answers the turns it is for; `undefined` leaves a turn to the next route. */
export type Route = (turn: Turn) => Answers | undefined;

/** A turn as far as its route's pattern proves what is in it. */
type Matched<P extends Pattern> = P extends Pattern ? Turn & MatchedContent<P> & MatchedContext<P> : never;

type MatchedContent<P extends Pattern> = {
  readonly content: Extract<Content, { readonly type: TypeOf<P> }> &
    (P extends { readonly postback: TextPattern } ? { readonly postback: string } : unknown);
};

type TypeOf<P extends Pattern> = P extends { readonly text: TextPattern }
  ? "text"
  : P extends { readonly postback: TextPattern }
    ? "suggestion"
    : P extends { readonly type: infer T }
      ? T
      : Content["type"];

type MatchedContext<P extends Pattern> = P extends { readonly context: infer K extends keyof Context }
  ? { readonly context: Required<Pick<Context, K>> }
  : unknown;

/**
 * Sends the turns that match a pattern, or one of several, to a handler. The handler is told the turn, narrowed to what the
 * pattern proves, and what a RegExp captured; it may be async, or a generator that yields its answers one by one.
 */
export function route<const P extends Pattern>(
  pattern: P | readonly P[],
  handler: (turn: Matched<P>, captured: Captured) => Answers,
): Route {
  const patterns = isList(pattern) ? pattern : [pattern];
  return (turn) => {
    for (const one of patterns) if (isFor(turn, one)) return handler(turn, capture(turn, one));
    return undefined;
  };
}

/** A bot's `answer`: that of the first route that matches, or else that of `otherwise`. */
export function routes(list: readonly Route[], otherwise: (turn: Turn) => Answers): Bot["answer"] {
  return (turn) => {
    for (const answer of list) {
      const answers = answer(turn);
      if (answers !== undefined) return answers;
    }
    return otherwise(turn);
  };
}

function isFor<P extends Pattern>(turn: Turn, pattern: P): turn is Matched<P> {
  const { content, context } = turn;
  const { text, postback, type = content.type, context: member, when } = pattern;
  return (
    type === content.type &&
    (text === undefined || matches(text, typed(content))) &&
    (postback === undefined || matches(postback, tapped(content))) &&
    (member === undefined || context[member] !== undefined) &&
    (when === undefined || when(turn))
  );
}

function isList<P>(pattern: P | readonly P[]): pattern is readonly P[] {
  return Array.isArray(pattern);
}

function matches(pattern: TextPattern, text: string | undefined): boolean {
  if (text === undefined) return false;
  if (typeof pattern === "string") return pattern.toLowerCase() === text.trim().toLowerCase();
  return pattern instanceof RegExp ? search(pattern, text) !== null : pattern(text);
}

function capture({ content }: Turn, { text, postback }: Pattern): Captured {
  const [pattern, actual] = text === undefined ? [postback, tapped(content)] : [text, typed(content)];
  return pattern instanceof RegExp && actual !== undefined ? (search(pattern, actual)?.slice(1) ?? []) : [];
}

/** Always from the start: a RegExp with the flag `g` or `y` goes on where it last stopped. */
function search(pattern: RegExp, text: string): RegExpExecArray | null {
  return new RegExp(pattern, pattern.flags.replace(/[gy]/g, "")).exec(text);
}

/** In composed form: some phones send letters and their accents apart. */
function typed(content: Content): string | undefined {
  return content.type === "text" ? content.text.normalize() : undefined;
}

function tapped(content: Content): string | undefined {
  return content.type === "suggestion" ? content.postback : undefined;
}
