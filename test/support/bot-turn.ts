import { createHash } from "node:crypto";
import type { AgentId, Channel, ConversationId } from "../../shared/base/ids.ts";
import { present } from "../../shared/base/present.ts";
import type { Answer, Answers, Turn } from "../../shared/bot/bot.ts";
import type { Memory } from "../../shared/bot/memory.ts";
import type { Content } from "../../shared/inbound/inbound.ts";

/** What a test may say of a turn: the rest is made up. `text` and `postback` are short for their content. */
interface Given {
  readonly text?: string;
  readonly postback?: string;
  readonly content?: Content;
  readonly channel?: Channel;
  readonly locale?: string;
  readonly memory?: Memory;
  readonly context?: Turn["context"];
  readonly chips?: Turn["chips"];
  readonly at?: Date;
  readonly signal?: AbortSignal;
}

/** A turn, and what the bot would remember after it. */
export interface TestTurn extends Turn {
  remembered(): Memory;
}

/** A turn of a user on RCS on a Tuesday at noon UTC, unless told otherwise. */
export function aTurn(given: Given = {}): TestTurn {
  const { channel = "rcs", memory = {}, context = {}, at = new Date("2026-11-24T12:00:00Z"), locale, chips } = given;
  let kept: { readonly [name in string]: Memory[string] | undefined } = memory;
  return {
    channel,
    agent: "my_agent" as AgentId,
    conversation: "a-conversation" as ConversationId,
    ...present({ locale, chips }),
    memory,
    content: contentOf(given),
    context,
    at,
    remember(changes) {
      kept = { ...kept, ...changes };
    },
    secret: (purpose) => createHash("sha256").update(purpose).digest("base64url"),
    recent: async () => [],
    signal: given.signal ?? new AbortController().signal,
    // What is forgotten is left out, and what is no JSON does not come through.
    remembered: () => JSON.parse(JSON.stringify(kept)),
  };
}

/** All answers of a bot, however it gave them. */
export async function collect(answers: Answers): Promise<readonly Answer[]> {
  if (!(Symbol.asyncIterator in answers)) return answers;
  const all: Answer[] = [];
  for await (const answer of answers) all.push(answer);
  return all;
}

/** The words of answers, as a phone would show them. */
export async function wordsOf(answers: Answers): Promise<readonly string[]> {
  return (await collect(answers)).map((answer) => (answer.type === "text" ? answer.text : `(${answer.type})`));
}

function contentOf({ text = "Hi", postback, content }: Given): Content {
  if (content !== undefined) return content;
  return postback === undefined ? { type: "text", text } : { type: "suggestion", kind: "reply", postback };
}
