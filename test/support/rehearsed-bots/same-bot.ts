import { text } from "../../../shared/reply/reply.ts";
import { botOf, wordsOf } from "../bots.ts";

/** Answers with the user's words, and counts them. */
export function openBot() {
  return botOf((turn) => {
    const count = Number(turn.memory.count ?? 0) + 1;
    turn.remember({ count });
    return [text(`${count}: ${wordsOf(turn)}`)];
  });
}
