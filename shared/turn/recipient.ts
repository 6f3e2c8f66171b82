import { present } from "../base/present.ts";
import type { Recipient } from "../bot/bot.ts";
import type { ConversationState } from "../conversation/state.ts";

/** Whom the bot speaks to, as the bot may know it. */
export function recipientOf({ to: { channel, agent, conversation }, locale, memory }: ConversationState): Recipient {
  return { channel, agent, conversation, memory, ...present({ locale }) };
}
