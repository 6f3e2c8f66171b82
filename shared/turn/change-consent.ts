import type { Bot } from "../bot/bot.ts";
import type { Act } from "../conversation/act.ts";
import type { Consent } from "../conversation/consent.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { Decision } from "./decision.ts";
import { recipientOf } from "./recipient.ts";
import { sayNotice } from "./say-notice.ts";

/**
 * The user unsubscribes or subscribes. The event and the keyword that the user's app sends beside it are one change, and the
 * newest one counts, in whatever order they come: so there is one confirmation, when the consent really ends.
 */
export function changeConsent(state: ConversationState, changed: Consent, bot: Bot): Decision {
  const { consent } = state;
  if (consent !== undefined && consent.at >= changed.at) return { acts: [], state };
  const ends = changed.isOptedOut && !consent?.isOptedOut;
  const next = { ...state, consent: changed };
  return { acts: ends ? confirm(next, bot) : [], state: next, isUrgent: true };
}

function confirm(state: ConversationState, bot: Bot): readonly Act[] {
  const replies = sayNotice(bot, { type: "unsubscribed" }, recipientOf(state)).slice(0, 1);
  return replies.map((reply) => ({
    do: "send",
    reply: { ...reply, trafficType: "ACKNOWLEDGEMENT" },
    notice: "unsubscribed",
  }));
}
