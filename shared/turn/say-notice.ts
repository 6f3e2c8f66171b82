import type { Bot, Recipient } from "../bot/bot.ts";
import { sayInEnglish } from "../bot/english-notices.ts";
import type { Notice } from "../bot/people.ts";
import type { Reply } from "../reply/reply.ts";

/** The words of a notice; a bot that has no words for notices says them in English. */
export function sayNotice(bot: Bot, notice: Notice, to: Recipient): readonly Reply[] {
  return (bot.sayNotice ?? sayInEnglish)(notice, to);
}
