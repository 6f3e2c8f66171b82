import { wordsOfAct } from "../operations/describe-act.ts";
import type { Act } from "../shared/conversation/act.ts";
import type { Commit, Fact } from "../shared/conversation/journal.ts";
import type { Content } from "../shared/inbound/inbound.ts";
import type { ApiCall } from "../simulator/api/call.ts";
import { bubbleOf } from "../simulator/phones/bubble.ts";
import type { ChosenRoute } from "./bot-fact.ts";

/** What is known of a turn while it is taken. Times are in milliseconds since 1970. */
export interface TurnSoFar {
  readonly startedMs: number;
  /** Of the fact; missing until something is committed. */
  readonly fact?: Fact;
  readonly conversation?: string | undefined;
  /** What else was decided, in words. */
  readonly decided: readonly string[];
  /** What was decided to be sent, in words. */
  readonly replies: readonly string[];
  /** Which route of the bot answers, in a few words; missing for a bot without `routes()`. */
  readonly route?: string;
  /** What the phone was sent, by the ids of the calls. */
  readonly sent: ReadonlyMap<string, string>;
  readonly readMs?: number;
  readonly answeredMs?: number;
}

const MOST_CHARACTERS = 60;
const NUMBER = /^(\+\d\d)\d+(\d{3})$/;
const SHORT = 8;

/** The turn, once more of it is committed. */
export function withCommit(turn: TurnSoFar, { fact, entries }: Commit): TurnSoFar {
  const decided = entries.flatMap(({ act }) => decisionOf(act));
  const replies = entries.flatMap(({ act }) => (act.do === "send" ? [quoted(wordsOfAct(act))] : []));
  return { ...turn, fact, conversation: fact.conversation, decided, replies };
}

/** The turn, once a route of the bot is chosen: of several calls of `routes()`, the last one counts. */
export function withRoute(turn: TurnSoFar, { place }: ChosenRoute): TurnSoFar {
  return { ...turn, route: place === undefined ? "no route" : `route ${place}` };
}

/** The turn as if Google had taken all its replies by a time. */
export function withDecided(turn: TurnSoFar, atMs: number): TurnSoFar {
  if (turn.replies.length === 0) return turn;
  const sent = new Map(turn.replies.map((reply, index) => [String(index), reply]));
  return { ...turn, sent, answeredMs: atMs };
}

/** The turn, once Google has answered a call of it. */
export function withCall(turn: TurnSoFar, call: ApiCall, atMs: number): TurnSoFar {
  if (call.act.type === "read") return { readMs: atMs, ...turn };
  const [bubble] = bubbleOf({ act: call.act });
  if (bubble === undefined) return turn;
  const sent = new Map(turn.sent).set(call.id, wordsOf(bubble));
  return { answeredMs: atMs, ...turn, sent };
}

/** One line about a turn that has ended. Nothing of one that has changed nothing. */
export function writeTurn({
  fact,
  decided,
  sent,
  route,
  startedMs,
  readMs,
  answeredMs,
}: TurnSoFar): string | undefined {
  if (fact === undefined) return undefined;
  const answers = [...sent.values(), ...decided];
  if (fact.type !== "message" && answers.length === 0) return undefined;
  const details = [
    ...(route === undefined ? [] : [route]),
    ...(readMs === undefined ? [] : [`read ${readMs - startedMs} ms`]),
    ...(answeredMs === undefined ? [] : [`answered ${answeredMs - startedMs} ms`]),
  ];
  const said = `${fact.channel}  ${whose(fact.address)}  ${saidOf(fact)}`;
  return [`${said} → ${answers.join(", ") || "nothing"}`, details.join(", ")].filter(Boolean).join("  ");
}

function saidOf(fact: Fact): string {
  switch (fact.type) {
    case "message":
      return contentWords(fact.content);
    case "event":
      return fact.event.type;
    case "outbound":
      return `outbound ${fact.id}`;
    case "timer":
      return `timer for ${fact.purpose.type === "mode" ? "the person who has the conversation" : "a delivery"}`;
  }
}

function contentWords(content: Content): string {
  switch (content.type) {
    case "text":
      return quoted(content.text);
    case "suggestion":
      return `taps ${quoted(content.text ?? content.postback ?? "")}`;
    case "file":
      return `[${content.file.name ?? content.file.mimeType ?? "file"}]`;
    case "location":
      return `[${content.latitude}, ${content.longitude}]`;
    case "authentication":
    case "authentication-failed":
    case "survey":
      return `[${content.type}]`;
  }
}

function decisionOf(act: Act): readonly string[] {
  switch (act.do) {
    case "recordConsent":
      return ["keeps the consent"];
    case "tellPeople":
      return [`tells the people: ${act.news.type}`];
    case "send":
    case "announce":
    case "survey":
    case "shareConsent":
    case "setTimer":
      return [];
  }
}

function wordsOf(bubble: ReturnType<typeof bubbleOf>[number]): string {
  if (bubble.type === "survey") return "a survey";
  if (bubble.type !== "message") return [bubble.from?.displayName, bubble.type].filter(Boolean).join(" ");
  const { text, media = [], suggestions = [] } = bubble;
  const shown = text === "" ? `[${media[0]}]` : quoted(text);
  return suggestions.length === 0 ? shown : `${shown} [${suggestions.join(" | ")}]`;
}

function quoted(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return `"${line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line}"`;
}

/** Short enough for a line, and still told apart. */
function whose(address: string): string {
  return NUMBER.test(address) ? address.replace(NUMBER, "$1…$2") : address.slice(0, SHORT);
}
