import { present } from "../base/present.ts";
import type { Bot } from "../bot/bot.ts";
import type { Availability, Notice, People } from "../bot/people.ts";
import type { Act, CallReason, HandoffNews } from "../conversation/act.ts";
import type { ConversationState, Mode } from "../conversation/state.ts";
import { limit } from "../reply/limits.ts";
import { expireAt } from "../reply/reply.ts";
import type { Speaker } from "../reply/speaker.ts";
import type { Decision, DecisionContext } from "./decision.ts";
import { recipientOf } from "./recipient.ts";
import { sayNotice } from "./say-notice.ts";

type Human = Extract<Mode, { type: "human" }>;

/** Who decides, and when. */
type Moment = Pick<DecisionContext, "bot" | "at">;

/** Why a conversation comes back to the bot. */
type ReturnReason = Extract<HandoffNews, { type: "ended" }>["reason"];

const MINUTE_MS = 60_000;

/** For a bot that has no people of its own, where a person speaks all the same. */
const DEFAULT_SILENCE_MINUTES = 30;

/** Calls a person, or says when one is there. Every request is answered, also a repeated one. */
export function callPerson(state: ConversationState, reason: CallReason, { bot, at }: Moment): Decision {
  if (state.mode.type === "human") return { acts: announce(state, "joined", state.mode.speaker, bot), state };
  if (state.mode.type === "waiting") return { acts: sayWaiting(state, state.mode.until, { bot, at }), state };
  const { people } = bot;
  const availability: Availability = people?.hours(state.to.agent, at) ?? { isOpen: false };
  if (people === undefined || !availability.isOpen) {
    const opens = availability.isOpen ? undefined : availability.opens;
    return { acts: say({ type: "closed", ...present({ opens }) }, state, bot), state };
  }
  const until = new Date(at.getTime() + people.waitMinutes * MINUTE_MS);
  // Words come last: Google may be away for longer than the tries last, and somebody must be called all the same.
  const acts: readonly Act[] = [
    modeTimer(until),
    { do: "tellPeople", news: { type: "waiting", until: until.toISOString(), ...reason } },
    ...sayWaiting(state, until, { bot, at }),
  ];
  return { acts, state: { ...state, mode: { type: "waiting", since: at, until } } };
}

/** The state that `callPerson` left in an earlier try, whatever the hours are now: a person was called, or nobody was there. */
export function stateAfterCall(
  state: ConversationState,
  entries: readonly { readonly act: Act }[],
  at: Date,
): ConversationState {
  const calls = entries.flatMap(({ act }) =>
    act.do === "tellPeople" && act.news.type === "waiting" ? [act.news] : [],
  );
  const until = calls.at(-1)?.until;
  return until === undefined ? state : { ...state, mode: { type: "waiting", since: at, until: new Date(until) } };
}

/** A person speaks or comes: from now on the bot is silent. */
export function giveToPerson(
  state: ConversationState,
  { speaker, since }: { readonly speaker: Speaker; readonly since: Date },
  { bot, at }: Moment,
): Decision {
  const silenceMinutes = bot.people?.silenceMinutes ?? DEFAULT_SILENCE_MINUTES;
  const until = new Date(at.getTime() + silenceMinutes * MINUTE_MS);
  const held = state.mode.type === "human" ? state.mode : undefined;
  const isSame = held?.speaker.displayName === speaker.displayName;
  const newest = isSame && held !== undefined && held.since > since ? held.since : since;
  const mode: Human = { type: "human", since: newest, until, speaker };
  const joined: readonly Act[] = isSame
    ? []
    : [{ do: "tellPeople", news: { type: "joined" } }, ...announce(state, "joined", speaker, bot)];
  return { acts: [modeTimer(until), ...joined], state: { ...state, mode } };
}

/** The bot has the conversation again; nothing when it has it already. */
export function takeBack(state: ConversationState, reason: ReturnReason, bot: Bot): Decision {
  const { mode } = state;
  if (mode.type === "bot") return { acts: [], state };
  const left = mode.type === "human" ? announce(state, "left", mode.speaker, bot) : [];
  const sorry = reason === "nobody-came" || (reason === "person-silent" && isAnswerOwed(state, mode, bot.people));
  const words = sorry ? say({ type: reason }, state, bot) : [];
  const acts: readonly Act[] = [{ do: "tellPeople", news: { type: "ended", reason } }, ...left, ...words];
  return { acts, state: { ...state, mode: { type: "bot" } } };
}

/** Takes the conversation back when nobody came, or the person has been silent, for too long. */
export function takeBackIfOverdue(state: ConversationState, { bot, at }: Moment): Decision {
  const { mode } = state;
  if (mode.type === "bot" || at < mode.until) return { acts: [], state };
  return takeBack(state, mode.type === "waiting" ? "nobody-came" : "person-silent", bot);
}

/** The user has said something since the person last did. */
function isAnswerOwed({ lastSeen }: ConversationState, mode: Mode, people: People | undefined): boolean {
  if (mode.type !== "human" || lastSeen === undefined) return false;
  const silenceMs = (people?.silenceMinutes ?? DEFAULT_SILENCE_MINUTES) * MINUTE_MS;
  return lastSeen.getTime() > mode.until.getTime() - silenceMs;
}

/** Business Messages shows who comes and goes by itself; on RCS a line says it. */
function announce(state: ConversationState, notice: "joined" | "left", speaker: Speaker, bot: Bot): readonly Act[] {
  if (state.to.channel === "business-messages") return [{ do: "announce", notice, speaker }];
  return say({ type: notice, speaker }, state, bot);
}

/**
 * Says that somebody is called. It expires with the wait: said later, it would have the user wait for nobody. A wait may be
 * longer than the longest expiry that Google takes.
 */
function sayWaiting(state: ConversationState, until: Date, { bot, at }: Moment): readonly Act[] {
  const longest = new Date(at.getTime() + limit("expirySeconds") * 1000);
  const expiry = expireAt(until < longest ? until : longest);
  return sayNotice(bot, { type: "waiting" }, recipientOf(state)).map((reply) => ({
    do: "send",
    reply: { expiry, ...reply },
  }));
}

function say(notice: Notice, state: ConversationState, bot: Bot): readonly Act[] {
  return sayNotice(bot, notice, recipientOf(state)).map((reply) => ({ do: "send", reply }));
}

/** Comes when the bot takes the conversation back, unless that was put off. */
export function modeTimer(until: Date): Act {
  return { do: "setTimer", at: until.toISOString(), purpose: { type: "mode" } };
}
