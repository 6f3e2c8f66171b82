import { describe, expect, it } from "vitest";
import type { BotFact } from "../../cli/bot-fact.ts";
import { watchBot } from "../../cli/watch-bot.ts";
import { PermanentError } from "../../shared/base/errors.ts";
import type { AgentId } from "../../shared/base/ids.ts";
import type { Answer, Bot } from "../../shared/bot/bot.ts";
import { text } from "../../shared/reply/reply.ts";
import { aTurn, collect, wordsOf } from "../support/bot-turn.ts";

const QUIET: Bot = { persona: { displayName: "Quiet" }, answer: () => [] };

function boom(): never {
  throw new Error("boom", { cause: new PermanentError("bad-reply", "the cause") });
}

async function* stream(): AsyncGenerator<Answer> {
  yield text("One.");
  boom();
}

function failuresInto(told: string[]): (fact: BotFact) => void {
  return (fact) => void (fact.type === "bot-failed" && told.push(fact.what));
}

/** Asks a bot, and gives what was told of its failure. */
async function failureOf(bot: Bot, signal?: AbortSignal): Promise<readonly string[]> {
  const told: string[] = [];
  const watched = watchBot(bot, failuresInto(told));
  const ask = async () => collect(watched.answer(aTurn(signal === undefined ? {} : { signal })));
  await expect(ask()).rejects.toThrow("boom");
  return told;
}

describe("watchBot()", () => {
  it.each<[string, Bot["answer"]]>([
    ["throws", boom],
    ["rejects", async () => boom()],
    ["throws after an answer", stream],
  ])("tells the message, the place and the cause of a bot that %s", async (_case, answer) => {
    const [told] = await failureOf({ ...QUIET, answer });
    expect(told).toMatch(
      /^the bot's answer\(\) failed: Error: boom\n {4}at .*boom.* \(test\/cli\/watch-bot.test.ts:\d+/,
    );
    expect(told).toContain("because of the cause");
  });

  it("tells nothing of a turn that was given up", async () => {
    expect(await failureOf({ ...QUIET, answer: boom }, AbortSignal.abort())).toEqual([]);
  });

  it("tells what fails around a conversation", () => {
    const told: string[] = [];
    const people = { hours: boom, waitMinutes: 1, silenceMinutes: 1 };
    const watched = watchBot({ ...QUIET, people, sayNotice: boom }, failuresInto(told));
    expect(() => watched.sayNotice?.({ type: "waiting" }, aTurn())).toThrow("boom");
    expect(() => watched.people?.hours("my_agent" as AgentId, new Date())).toThrow("boom");
    expect(told).toEqual([
      expect.stringContaining("the bot's say() failed: Error: boom"),
      expect.stringContaining("the bot's people.hours() failed: Error: boom"),
    ]);
  });

  it("changes nothing of a bot that does not fail", async () => {
    async function* answer() {
      yield text("One.");
    }
    for (const bot of [
      { ...QUIET, answer },
      { ...QUIET, answer: () => [text("One.")] },
    ]) {
      expect(await wordsOf(watchBot(bot, boom).answer(aTurn()))).toEqual(["One."]);
    }
    expect(watchBot(QUIET, boom)).toEqual({ ...QUIET, answer: expect.any(Function) });
  });
});
