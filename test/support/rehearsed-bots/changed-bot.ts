import { text } from "../../../shared/reply/reply.ts";
import { botOf, wordsOf } from "../bots.ts";

/** Answers as `same-bot.ts`, but for the third message of each user. */
export function openBot() {
  return botOf((turn) => {
    const count = Number(turn.memory.count ?? 0) + 1;
    turn.remember({ count });
    return [text(count === 3 ? "Something else" : `${count}: ${wordsOf(turn)}`)];
  });
}
