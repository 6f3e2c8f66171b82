import type { Bot, Listener } from "../bot/bot.ts";
import { sayInEnglish } from "../bot/english-notices.ts";
import type { Moment } from "../bot/people.ts";
import type { Reply } from "../reply/reply.ts";

/** What the bot says at a moment; a bot that has no words for moments says them in English. */
export function sayMoment(bot: Bot, moment: Moment, to: Listener): readonly Reply[] {
  return (bot.say ?? sayInEnglish)(moment, to);
}
