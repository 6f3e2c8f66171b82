import type { Context } from "../inbound/context.ts";
import type { Content } from "../inbound/inbound.ts";
import type { Answers, Bot, Turn } from "./bot.ts";
import { type Captured, hear, matchWords, search, type TextPattern, type Words } from "./match-words.ts";
import { typedTap } from "./offered-chips.ts";
import type { PatternMember, RouteWatch } from "./route-watch.ts";

/** Which turns a route is for: those for which every member holds. */
interface Pattern {
  /** What the user typed: in any case of any language, with its accents or without. */
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

/**
 * Answers the turns it is for; `undefined` leaves a turn to the next route.
 * @param words Those of the turn: `routes()` makes them once for all its routes.
 * @param tell Hears of each pattern that is tried, where somebody watches.
 */
export type Route = (turn: Turn, words?: Words, tell?: TellTried) => Answers | undefined;

type TellTried = (pattern: Pattern, missed: PatternMember | undefined) => void;

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
  const patterns = (isList(pattern) ? pattern : [pattern]).map(prepare);
  return (turn, words = wordsIn(turn), tell) => {
    for (const one of patterns) {
      if (isFor(turn, one, { words, tell })) return handler(turn, capture(turn, words, one));
    }
    return undefined;
  };
}

/**
 * A bot's `answer`: that of the first route that matches, or else that of `otherwise`. Words that a chip on the user's phone
 * says are taken for a tap on it; where no route is for the tap, for what they are.
 */
export function routes(list: readonly Route[], otherwise: (turn: Turn) => Answers): Bot["answer"] {
  return (turn) => {
    const tap = typedTap(turn.content, turn.chips);
    const watch = turn.openRouteWatch?.(list.length);
    const answers = tap === undefined ? undefined : firstOf(list, { ...turn, content: tap }, watch);
    return answers ?? firstOf(list, turn, watch) ?? lastOf(otherwise, turn, watch);
  };
}

function firstOf(list: readonly Route[], turn: Turn, watch: RouteWatch | undefined): Answers | undefined {
  const words = wordsIn(turn);
  for (const [index, answer] of list.entries()) {
    const answers = answer(turn, words, watch && tellTo(watch, index + 1, turn));
    if (answers === undefined) continue;
    watch?.answered(index + 1);
    return answers;
  }
  return undefined;
}

function lastOf(otherwise: (turn: Turn) => Answers, turn: Turn, watch: RouteWatch | undefined): Answers {
  watch?.answered(undefined);
  return otherwise(turn);
}

function tellTo(watch: RouteWatch, place: number, { content }: Turn): TellTried {
  return (pattern, missed) => watch.tried({ place, content, pattern, missed });
}

/** A pattern with what its strings and RegExps are made into once. */
interface Prepared<P extends Pattern> {
  readonly pattern: P;
  readonly text: ReturnType<typeof matchWords>;
  readonly postback: ReturnType<typeof matchPostback>;
}

function prepare<P extends Pattern>(pattern: P): Prepared<P> {
  const { text = ANY, postback = ANY } = pattern;
  return { pattern, text: matchWords(text), postback: matchPostback(postback) };
}

/** What a pattern that does not name a member takes for it. */
const ANY = () => true;

/** Which member of the pattern does not hold. */
function missedBy(
  turn: Turn,
  words: Words | undefined,
  { pattern, ...match }: Prepared<Pattern>,
): PatternMember | undefined {
  const { content, context } = turn;
  const { text, postback, type = content.type, context: member, when } = pattern;
  if (type !== content.type) return "type";
  if (text !== undefined && (words === undefined || match.text(words) === undefined)) return "text";
  if (postback !== undefined && match.postback(tapped(content)) === undefined) return "postback";
  if (member !== undefined && context[member] === undefined) return "context";
  return when === undefined || when(turn) ? undefined : "when";
}

/** What a route hears besides the turn: the turn's words, and who watches it. */
interface Hearing {
  readonly words: Words | undefined;
  readonly tell: TellTried | undefined;
}

function isFor<P extends Pattern>(turn: Turn, one: Prepared<P>, { words, tell }: Hearing): turn is Matched<P> {
  const missed = missedBy(turn, words, one);
  tell?.(one.pattern, missed);
  return missed === undefined;
}

function isList<P>(pattern: P | readonly P[]): pattern is readonly P[] {
  return Array.isArray(pattern);
}

function capture({ content }: Turn, words: Words | undefined, { pattern, ...match }: Prepared<Pattern>): Captured {
  if (pattern.text === undefined) return match.postback(tapped(content)) ?? [];
  return (words && match.text(words)) ?? [];
}

/** A postback is the bot's own: nobody types it, so only its case may differ. */
function matchPostback(pattern: TextPattern): (postback: string | undefined) => Captured | undefined {
  const match = matchExactly(pattern);
  return (postback) => (postback === undefined ? undefined : match(postback));
}

function matchExactly(pattern: TextPattern): (text: string) => Captured | undefined {
  if (pattern instanceof RegExp) return search(pattern);
  const isMatch =
    typeof pattern === "string" ? (text: string) => pattern.toLowerCase() === text.trim().toLowerCase() : pattern;
  return (text) => (isMatch(text) ? [] : undefined);
}

function wordsIn({ content }: Turn): Words | undefined {
  return content.type === "text" ? hear(content.text) : undefined;
}

function tapped(content: Content): string | undefined {
  return content.type === "suggestion" ? content.postback : undefined;
}
