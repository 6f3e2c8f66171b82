import { describe, expect, it, onTestFinished } from "vitest";
import { type Actor, act, castActors, playGreeting, playScene, type Stage, send } from "../../cli/demo.ts";
import { openFacts } from "../../cli/facts.ts";
import { startLocalSystem } from "../../cli/local-system.ts";
import { movableClock } from "../../cli/movable-clock.ts";
import { createNarrator } from "../../cli/narrator.ts";
import { readOptions } from "../../cli/options.ts";
import { watchBot } from "../../cli/watch-bot.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import { route, routes } from "../../shared/bot/routes.ts";
import { card, text } from "../../shared/reply/reply.ts";
import { suggestReply } from "../../shared/reply/suggestion.ts";

/** What red lines begin with, and no others: the test's output has no colours. */
const TROUBLE = "trouble  ";
const CHIPS = [suggestReply({ text: "Today", postback: "today" }), suggestReply({ text: "Later", postback: "later" })];
const ASKS: Bot = { persona: { displayName: "Asks" }, answer: () => [text("Which day?", { suggestions: CHIPS })] };
const BREAKS: Bot = {
  persona: { displayName: "Breaks" },
  answer() {
    throw new Error("boom");
  },
};

/** A system, and what npm start prints of it. */
async function told(bot: Bot, isVerbose = false): Promise<{ system: Stage; rcs: Actor; printed: () => string }> {
  const clock = movableClock();
  const facts = openFacts(clock);
  const lines: string[] = [];
  const narrator = createNarrator({ print: (line) => lines.push(line), isVerbose, now: () => 0 });
  facts.listen(narrator.hear);
  const options = readOptions(["--port", "0", "--data", ":memory:"]);
  const system = await startLocalSystem(options, { bot: watchBot(bot, facts.emit), facts, clock });
  onTestFinished(() => system[Symbol.asyncDispose]());
  const [rcs] = castActors();
  return { system, rcs, printed: () => lines.join("") };
}

describe("createNarrator()", () => {
  it("prints one line a turn: who said what, what was answered, and how long it took", async () => {
    const { system, rcs, printed } = await told(ASKS);
    await act(rcs, { do: "say", text: "Are you open?" }, system);
    await expect
      .poll(printed)
      .toMatch(
        /^rcs {2}\+44…\d{3} {2}"Are you open\?" → "Which day\?" \[Today \| Later\] {2}read \d+ ms, answered \d+ ms\n$/,
      );
    await act(rcs, { do: "tap", chip: "Later" }, system);
    await expect.poll(printed).toMatch(/\nrcs {2}\+44…\d{3} {2}taps "Later" → "Which day\?" .*\n$/);
  });

  it("says in it which route of the bot answered, and with --verbose why", async () => {
    const answer = routes([route({ text: /open/ }, () => [text("Now")])], () => [text("What?")]);
    const { system, rcs, printed } = await told({ ...ASKS, answer });
    await act(rcs, { do: "say", text: "Are you open?" }, system);
    await expect.poll(printed).toMatch(/"Now" {2}route 1, read \d+ ms, answered \d+ ms\n$/);
    await act(rcs, { do: "say", text: "Hi" }, system);
    await expect.poll(printed).toMatch(/"What\?" {2}no route, read /);
    const verbose = await told({ ...ASKS, answer }, true);
    await act(verbose.rcs, { do: "say", text: "Are you open?" }, verbose.system);
    await expect.poll(verbose.printed).toMatch(/route {4}route 1 of 1: text \/open\//);
  });

  it("prints a whole scene in one line a message, and no trouble", async () => {
    const { system, rcs, printed } = await told(ASKS);
    await playGreeting(rcs, system);
    await playScene(rcs, system);
    expect(printed().match(/\n/g)).toHaveLength(2);
    expect(printed()).toMatch(/outbound demo-\S+ → "Hello! .*\n.*"Hi" → "Which day\?"/);
    expect(printed()).not.toContain(TROUBLE);
  });

  it("with --verbose, says what looks otherwise on another phone", async () => {
    const gif = { type: "url", url: "https://example.com/a.gif", height: "short" } as const;
    const { system, rcs, printed } = await told(
      { ...ASKS, answer: () => [card({ title: "A cake", media: gif })] },
      true,
    );
    await act(rcs, { do: "say", text: "Show me" }, system);
    await expect.poll(printed).toMatch(/advice iPhone: .*GIF/);
  });

  it("says of no first call that its id is repeated", async () => {
    const { system, rcs, printed } = await told(ASKS, true);
    const event = await act(rcs, { do: "say", text: "Hi" }, system);
    await expect.poll(printed).toMatch(/turn of conversation \S+ done/);
    expect(printed()).not.toContain("a repeated id");
    await send(rcs, event, system);
    await expect.poll(printed).toContain("was handled before: nothing to do");
  });

  it("prints no trouble while turns of one conversation wait for each other", async () => {
    const { system, rcs, printed } = await told(ASKS);
    const texts = ["One", "Two", "Three", "Four"];
    await Promise.all(texts.map((said) => act(rcs, { do: "say", text: said }, system)));
    for (const said of texts) await expect.poll(printed).toContain(`"${said}" → "Which day?"`);
    expect(printed()).not.toContain(TROUBLE);
  });

  it("prints the bot's mistake as trouble, with its place", async () => {
    const { system, rcs, printed } = await told(BREAKS);
    await act(rcs, { do: "say", text: "Hi" }, system);
    await expect.poll(printed).toMatch(/trouble {2}delivery_failed .*turn-lines\.test\.ts:\d+/);
  });
});
