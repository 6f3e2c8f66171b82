import type { Answer, Answers, Bot, Turn } from "../../shared/bot/bot.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { text } from "../../shared/reply/reply.ts";
import { botOf, PEOPLE, wordsOf } from "../support/bots.ts";

/** How the bot answers: at once, later, line by line, or only at the second attempt, after a failure before or after its first line. */
export const STYLES = ["now", "later", "stream", "fails", "fails-between"] as const;

/** What a user asks the bot for. The phone alone then shows what the bot answered to it. */
export interface Question {
  readonly number: number;
  readonly lines: number;
  readonly style: (typeof STYLES)[number] | "person";
}

/** A line of the bot: how many turns it remembers, the number of the question, and the number of the line. */
export interface BotLine {
  readonly count: number;
  readonly number: number;
  readonly line: number;
}

const PAUSE_MS = 30;
/** After a restart the process has forgotten its failures, so it fails only for new questions. Otherwise crashes would dead-letter some. */
const YOUNG_MS = 2000;
/** So short that both times run out during a story. */
const SHORT_TIMES = { ...PEOPLE, waitMinutes: 1.5 / 60, silenceMinutes: 2 / 60 };

export function questionText({ number, lines, style }: Question): string {
  return `${number} ${lines} ${style}`;
}

export function readBotLine(shown: string): BotLine | undefined {
  const [, count, number, line] = shown.match(/^bot #(\d+) re (\d+) line (\d+)$/) ?? [];
  return line === undefined ? undefined : { count: Number(count), number: Number(number), line: Number(line) };
}

/** A bot that counts the turns of each conversation in its memory, and answers as the question says. */
export function randomBot(): Bot {
  const failed = new Set<string>();
  const failOnce = (turn: Turn) => {
    const name = `${turn.conversation} ${wordsOf(turn)}`;
    if (failed.has(name) || Date.now() - turn.at.getTime() > YOUNG_MS) return;
    failed.add(name);
    throw new Error("Failed, as the question wanted");
  };
  return botOf((turn) => answer(turn, failOnce), SHORT_TIMES);
}

function answer(turn: Turn, failOnce: (turn: Turn) => void): Answers {
  const [number, lines, style] = wordsOf(turn).split(" ");
  if (style === "person") return [{ type: "handOver" }];
  const said = remember(turn, `re ${number}`, Number(lines));
  switch (style) {
    case "now":
      return said;
    case "fails":
      failOnce(turn);
      return said;
    case "later":
      return systemClock.sleep(PAUSE_MS).then(() => said);
    default:
      return stream(said, style === "stream" ? () => undefined : () => failOnce(turn));
  }
}

function remember(turn: Turn, about: string, lines: number): readonly Answer[] {
  const count = Number(turn.memory.count ?? 0) + 1;
  turn.remember({ count });
  return Array.from({ length: lines }, (_, index) => text(`bot #${count} ${about} line ${index + 1}`));
}

async function* stream(said: readonly Answer[], between: () => void): AsyncIterable<Answer> {
  for (const [index, line] of said.entries()) {
    if (index > 0) {
      await systemClock.sleep(PAUSE_MS);
      between();
    }
    yield line;
  }
}
