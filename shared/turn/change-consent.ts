import { present } from "../base/present.ts";
import type { Bot } from "../bot/bot.ts";
import type { Act } from "../conversation/act.ts";
import { type Consent, countsOver, tellsWhen } from "../conversation/consent.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { Decision } from "./decision.ts";
import { recipientOf } from "./recipient.ts";
import { sayNotice } from "./say-notice.ts";

/** An event and the word that the user's app sends beside it are less apart, and so is a word that is said twice. */
const PAIR_MS = 60_000;

/**
 * The user unsubscribes or subscribes: by a word, a tap, an event, or the bot's answer. The event and the word that the user's
 * app sends beside it are one change, and the newest one counts, in whatever order they come: so there is one confirmation,
 * when the consent really ends, and one when it begins again. People who have the conversation are told.
 */
export function changeConsent(state: ConversationState, changed: Consent, bot: Bot): Decision {
  const { consent } = state;
  // What was estimated may have undone nothing at the brand's other agents, where the same with its time does.
  if (!countsOver(changed, consent)) return { acts: tellsWhen(changed, consent) ? share(state, changed) : [], state };
  if (consent?.isOptedOut === changed.isOptedOut) return again(state, consent, changed);
  const next = { ...state, consent: changed };
  const isFirst = consent === undefined && !changed.isOptedOut;
  // The brand's other agents learn of it first: whatever keeps people from hearing of it, they must not write meanwhile.
  const acts = [record(changed), ...(isFirst ? [] : [...tell(changed, state), ...confirm(next, changed, bot)])];
  return { acts, state: next, isUrgent: true };
}

/**
 * The same choice, which is newer now. The brand's other agents learn that, too: else an older choice of another kind, which comes
 * late, would count there.
 */
function again(state: ConversationState, { isEstimated: _, ...known }: Consent, changed: Consent): Decision {
  const next = { ...state, consent: { ...known, at: changed.at } };
  const acts = isSoonAfter(known, changed) ? share(state, changed) : [record(changed)];
  return { acts, state: next, isUrgent: true };
}

/**
 * History has the first of a pair already. The brand's other agents learn the time of the second: it counts where the two are no pair
 * after all. `askedAgents` is empty where there are no other agents.
 */
function share({ askedAgents }: ConversationState, changed: Consent): readonly Act[] {
  return askedAgents ? [{ ...record(changed), do: "shareConsent" }] : [];
}

function isPair(one: Consent, other: Consent): boolean {
  const signs = [one.by, other.by];
  const isBoth = signs.includes("event") && signs.includes("word");
  return isBoth && isSoonAfter(one, other);
}

function isSoonAfter(one: Consent, other: Consent): boolean {
  return Math.abs(one.at.getTime() - other.at.getTime()) <= PAIR_MS;
}

/**
 * True for START from somebody who gets messages already: a word for the bot, which many conversations begin with. The word
 * that an app sends beside its event is none.
 */
export function isForBot(changed: Consent, { consent }: ConversationState): boolean {
  if (changed.isOptedOut || consent?.isOptedOut) return false;
  return changed.by !== "word" || consent?.by !== "event" || !isPair(consent, changed);
}

/** Kept in history, and written to the brand's other agents. */
function record({ isOptedOut, at, by, word, isEstimated }: Consent): Extract<Act, { do: "recordConsent" }> {
  const sign = { isOptedOut, ...present({ by, word: word || undefined, isEstimated }) };
  return { do: "recordConsent", consent: { ...sign, at: at.toISOString() } };
}

function tell({ isOptedOut }: Consent, { mode }: ConversationState): readonly Act[] {
  if (mode.type === "bot") return [];
  return [{ do: "tellPeople", news: { type: isOptedOut ? "unsubscribed" : "subscribed" } }];
}

function confirm(state: ConversationState, { isOptedOut }: Consent, bot: Bot): readonly Act[] {
  const trafficType = isOptedOut ? "ACKNOWLEDGEMENT" : "SERVICEREQUEST";
  const replies = sayNotice(bot, { type: isOptedOut ? "unsubscribed" : "subscribed" }, recipientOf(state)).slice(0, 1);
  return replies.map((reply) => ({ do: "send", reply: { ...reply, trafficType }, notice: "consent" }));
}
