import type { Act } from "../../shared/conversation/act.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import type { Decide } from "../../shared/turn/decision.ts";
import { recipientOf } from "../../shared/turn/recipient.ts";
import { sayNotice } from "../../shared/turn/say-notice.ts";
import { onMessage } from "./on-message.ts";

/**
 * What is left to do for a message that the bot was asked about in vain: the user is told once that it failed, and offered a
 * person. The turn stays open: when the message is sent again after the bot was mended, it is answered.
 */
export const onFailure: Decide<InboundMessage> = (message, before, now) => {
  const { ask, ...decision } = onMessage(message, before, now);
  if (ask === undefined) return decision;
  const { acts, state } = decision;
  if (now.entries.some(({ act }) => isApology(act))) return { acts, state, isOpen: true };
  const replies = sayNotice(now.bot, { type: "failed", hasPeople: now.bot.people !== undefined }, recipientOf(state));
  const apology: readonly Act[] = replies.map((reply) => ({ do: "send", reply, notice: "failed" }));
  return { acts: [...acts, ...apology], state, isOpen: true };
};

function isApology(act: Act): boolean {
  return act.do === "send" && act.notice === "failed";
}
