import { tellError } from "../base/describe-error.ts";
import type { Log } from "../base/log.ts";
import { present } from "../base/present.ts";
import type { Bot } from "../bot/bot.ts";
import { sayInEnglish } from "../bot/english-notices.ts";
import type { Clock } from "../ports/clock.ts";
import { checkReply } from "../reply/reply.ts";

/**
 * The bot, whose notices are said in English where its own words throw or no channel takes them. What has happened must count
 * whatever becomes of the words for it: an opt-out before all, which would be lost with its confirmation.
 */
export function guardNotices(bot: Bot, { clock, log }: { readonly clock: Clock; readonly log: Log }): Bot {
  const { persona, people, readConsent, sayNotice } = bot;
  if (sayNotice === undefined) return bot;
  return {
    persona,
    ...present({ people, readConsent: readConsent?.bind(bot) }),
    answer: (turn) => bot.answer(turn),
    sayNotice(notice, to) {
      try {
        const replies = sayNotice.call(bot, notice, to);
        for (const reply of replies) checkReply(reply, clock.now());
        return replies;
      } catch (error) {
        const { channel, agent, conversation } = to;
        log("ERROR", "notice_failed", { channel, agent, conversation, reason: notice.type, ...tellError(error) });
        return sayInEnglish(notice);
      }
    },
  };
}
