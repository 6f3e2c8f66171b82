import type { Turn } from "../shared/bot/bot.ts";
import { PATTERN_MEMBERS, type PatternMember, type RouteWatch, type TriedPattern } from "../shared/bot/route-watch.ts";
import type { Content } from "../shared/inbound/inbound.ts";
import { shorten } from "../shared/reply/fit-lines.ts";
import type { ChosenRoute } from "./bot-fact.ts";

type Pattern = TriedPattern["pattern"];

/** Of a pattern's or a function's source. */
const MOST_CHARACTERS = 100;
/** Of the routes that nearly matched, in the line itself. */
const MOST_NEAR = 3;

/** The turn, so that each call of `routes()` about it tells who answers. What the user said is in nothing that is told. */
export function watchRoutes(turn: Turn, tell: (chosen: ChosenRoute) => void): Turn {
  return { ...turn, openRouteWatch: (count) => openWatch(count, turn, tell) };
}

/** A route whose pattern holds is told before it answers, for it may fail; one that declines then gives way to the next. */
function openWatch(count: number, turn: Turn, tell: (chosen: ChosenRoute) => void): RouteWatch {
  const tried: string[] = [];
  const near: string[] = [];
  let told: Pick<ChosenRoute, "place"> | undefined;
  const choose = (chosen: Omit<ChosenRoute, "tried">) => {
    told = chosen;
    tell({ ...chosen, tried });
  };
  return {
    tried({ place, pattern, missed, content }) {
      const tap = tapOf(content, turn);
      if (missed === undefined)
        return choose({ place, route: `route ${place} of ${count}: ${membersOf(pattern).join(", ")}${tap}` });
      const line = `route ${place}: ${writeMiss(pattern, missed)}${tap}`;
      tried.push(line);
      if (isNear(pattern, missed)) near.push(line);
    },
    answered(place) {
      if (told !== undefined && told.place === place) return;
      if (place === undefined) choose({ route: [`no route of ${count} matched`, ...someOf(near)].join("; ") });
      else choose({ place, route: `route ${place} of ${count}` });
    },
  };
}

/** That it was a text, most routes find. */
function isNear(pattern: Pattern, missed: PatternMember): boolean {
  return missed === "when" || heldBefore(pattern, missed).length > 1;
}

function someOf(near: readonly string[]): readonly string[] {
  const more = near.length - MOST_NEAR;
  return more > 0 ? [...near.slice(0, MOST_NEAR), `and ${more} more that nearly did`] : near;
}

/** Typed words may be those of a chip, and are then taken for a tap on it first. */
function tapOf(content: Content, turn: Turn): string {
  return content.type === "suggestion" && turn.content.type === "text" ? `, as a tap on “${content.text}”` : "";
}

function writeMiss(pattern: Pattern, missed: PatternMember): string {
  const [held, miss] = [heldBefore(pattern, missed), writeMember(missed, pattern[missed])];
  return held.length === 0 ? `not ${miss}` : `${held.join(", ")}, but not ${miss}`;
}

function heldBefore(pattern: Pattern, missed: PatternMember): readonly string[] {
  return named(pattern)
    .filter((member) => PATTERN_MEMBERS.indexOf(member) < PATTERN_MEMBERS.indexOf(missed))
    .map((member) => writeMember(member, pattern[member]));
}

function membersOf(pattern: Pattern): readonly string[] {
  const members = named(pattern).map((member) => writeMember(member, pattern[member]));
  return members.length === 0 ? ["whatever is said"] : members;
}

function named(pattern: Pattern): readonly PatternMember[] {
  return PATTERN_MEMBERS.filter((member) => pattern[member] !== undefined);
}

function writeMember(member: PatternMember, wanted: unknown): string {
  if (typeof wanted === "function") return `${member} ${writeFunction(member, wanted.name, String(wanted))}`;
  const isQuoted = member === "text" || member === "postback";
  return `${member} ${shorten(isQuoted && typeof wanted === "string" ? JSON.stringify(wanted) : String(wanted), MOST_CHARACTERS)}`;
}

/** One that is written in the pattern has the member's name, which says nothing. */
function writeFunction(member: PatternMember, name: string, source: string): string {
  return name === "" || name === member ? shorten(source.replace(/\s+/g, " "), MOST_CHARACTERS) : `${name}()`;
}
