import type { Answer, Bot } from "../../shared/bot/bot.ts";
import type { Notice } from "../../shared/bot/people.ts";
import { text } from "../../shared/reply/reply.ts";
import { PEOPLE, wordsOf } from "../support/bots.ts";
import type { BotSurroundings } from "./world-types.ts";

/** Answers by the first word of a message: at once, slowly, line by line, or only now and then. Each line names its question. */
export function simulatedBot({ sleep, random }: BotSurroundings): Bot {
  const list = async (words: string): Promise<readonly Answer[]> => {
    if (words.startsWith("person")) return [{ type: "handOver" }];
    if (words.startsWith("broken") && random() < 0.6) throw new Error("The bot is broken");
    if (words.startsWith("slow")) await sleep(2000 + random() * 25_000);
    const answer = text(`re: ${words}`);
    return words.startsWith("double") ? [text(`first: ${words}`), answer] : [answer];
  };
  async function* stream(words: string): AsyncGenerator<Answer> {
    yield text(`first: ${words}`);
    await sleep(random() * 12_000);
    yield text(`re: ${words}`);
  }
  return {
    persona: { displayName: "Robin" },
    people: PEOPLE,
    answer(turn) {
      const words = wordsOf(turn);
      // Said by many who never left, and each answer must name its question.
      if (words === "START") return [];
      return words.startsWith("stream") ? stream(words) : list(words);
    },
    sayNotice: (notice) => [text(nameOf(notice))],
  };
}

function nameOf({ type }: Notice): string {
  return `(${type})`;
}
