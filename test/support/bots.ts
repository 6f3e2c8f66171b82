import type { Answer, Bot, Turn } from "../../shared/bot/bot.ts";
import type { Notice, People } from "../../shared/bot/people.ts";
import { type Reply, text } from "../../shared/reply/reply.ts";

/** People who are always there, with all the time that a test needs. */
export const PEOPLE: People = { hours: () => ({ isOpen: true }), patienceMinutes: 10, silenceMinutes: 10 };

/** A bot of a test's own, whose words for notices are the same on both channels. */
export function botOf(answer: Bot["answer"], people: People = PEOPLE): Bot {
  return { persona: { displayName: "Robin" }, answer, people, say: (notice) => [text(nameOf(notice))] };
}

/** What a user said: the words of a text, or the postback of a tap. */
export function wordsOf({ content }: Turn): string {
  if (content.type === "text") return content.text;
  return content.type === "suggestion" ? (content.postback ?? "") : content.type;
}

/** Echoes; on `person` it hands over. */
export function echo(turn: Turn): readonly Answer[] {
  const words = wordsOf(turn);
  return words === "person" ? [{ type: "handOver" }] : [bot(words)];
}

/** A line that only the bot says. */
export function bot(words: string): Reply {
  return text(`bot: ${words}`);
}

function nameOf(notice: Notice): string {
  if (notice.type === "joined" || notice.type === "left") return `(${notice.type} ${notice.speaker.displayName})`;
  if (notice.type === "closed" && notice.opens !== undefined) return `(closed until ${notice.opens.toISOString()})`;
  return `(${notice.type})`;
}

/** Holds a bot up until the test lets it go on. */
export interface Gate extends Disposable {
  /** The bot waits from now on; for the n-th time, counted from 1. */
  arrivals(): number;
  /** What the bot waits for. */
  readonly passed: () => Promise<void>;
  /** Lets all go on, now and later. */
  open(): void;
}

export function gate(): Gate {
  const { promise, resolve } = Promise.withResolvers<void>();
  let arrivals = 0;
  return {
    arrivals: () => arrivals,
    passed() {
      arrivals += 1;
      return promise;
    },
    open: resolve,
    [Symbol.dispose]: resolve,
  };
}
