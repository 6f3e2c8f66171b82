import type { Answer, Bot, Turn } from "../../shared/bot/bot.ts";
import type { Notice, People } from "../../shared/bot/people.ts";
import { type Reply, text } from "../../shared/reply/reply.ts";

/** People who are always there. They have enough time for a test. */
export const PEOPLE: People = { hours: () => ({ isOpen: true }), waitMinutes: 10, silenceMinutes: 10 };

/** A test's own bot. Its texts for notices are the same on both channels. */
export function botOf(answer: Bot["answer"], people: People = PEOPLE): Bot {
  return { persona: { displayName: "Robin" }, answer, people, sayNotice: (notice) => [text(nameOf(notice))] };
}

/** The words of a user's text, or the postback of a tap. */
export function wordsOf({ content }: Turn): string {
  if (content.type === "text") return content.text;
  return content.type === "suggestion" ? (content.postback ?? "") : content.type;
}

/** Repeats the user's words. On `person` it hands over. */
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

/** Stops a bot until the test lets it continue. */
export interface Gate extends Disposable {
  /** How often the bot has come to the gate. */
  arrivals(): number;
  /** What the bot awaits at the gate. */
  readonly passed: () => Promise<void>;
  /** Lets every bot continue, now and later. */
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
