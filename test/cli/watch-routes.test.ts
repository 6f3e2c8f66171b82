import { describe, expect, it } from "vitest";
import type { ChosenRoute } from "../../cli/bot-fact.ts";
import { watchBot } from "../../cli/watch-bot.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import { type Route, route, routes } from "../../shared/bot/routes.ts";
import { text } from "../../shared/reply/reply.ts";
import { aTurn, wordsOf } from "../support/bot-turn.ts";

const answers = () => [text("yes")];
const isLong = (words: string) => words.length > 100;
const HOURS = route([{ text: /hours/i }, { postback: "hours" }], answers);
const SHOP = routes(
  [
    route({ text: isLong }, answers),
    route({ type: "text", when: ({ memory }) => memory.asked === "order" }, answers),
    HOURS,
    route({}, answers),
  ],
  answers,
);

/** What is told of the routes while a bot answers. */
async function chosen(answer: Bot["answer"], given: Parameters<typeof aTurn>[0]): Promise<readonly ChosenRoute[]> {
  const told: ChosenRoute[] = [];
  const bot = watchBot({ persona: { displayName: "Shop" }, answer }, (fact) => {
    if (fact.type === "bot-routed") told.push(fact);
  });
  await wordsOf(bot.answer(aTurn(given)));
  return told;
}

describe("watchBot()", () => {
  it("tells which route answers and by which of its patterns, and what those before it did not find", async () => {
    expect(await chosen(SHOP, { text: "Your HOURS?" })).toEqual([
      {
        type: "bot-routed",
        place: 3,
        route: "route 3 of 4: text /hours/i",
        tried: [
          "route 1: not text isLong()",
          'route 2: type text, but not when ({ memory }) => memory.asked === "order"',
        ],
      },
    ]);
  });

  it("tells that no route matched, and which of them failed by a part of their pattern alone", async () => {
    const [told] = await chosen(routes([HOURS, route({ type: "text", when: () => false }, answers)], answers), {
      text: "4711 is my pin",
    });
    expect(told).toMatchObject({
      route: "no route of 2 matched; route 2: type text, but not when () => false",
      tried: ["route 1: not text /hours/i", 'route 1: not postback "hours"', expect.stringContaining("route 2")],
    });
    expect(told).not.toHaveProperty("place");
    expect(JSON.stringify(told)).not.toContain("4711");
  });

  it("has a route that declines after all give way to the one that answers", async () => {
    const declines: Route = (turn, words, tell) => (HOURS(turn, words, tell) === undefined ? answers() : undefined);
    const told = await chosen(routes([declines, route({ type: "text" }, answers)], answers), { text: "hours" });
    expect(told.map(({ place }) => place)).toEqual([1, 2]);
  });

  it("names a few of the routes that nearly matched, and counts the others", async () => {
    const near = Array.from({ length: 30 }, () => route({ type: "text", when: () => false }, answers));
    const [told] = await chosen(routes(near, answers), { text: "hello" });
    expect(told?.route).toMatch(/^no route of 30 matched(; route \d: [^;]+){3}; and 27 more that nearly did$/);
  });

  it("tells which chip the words were taken for", async () => {
    const chips = [{ text: "When?", postback: "hours" }];
    const [told] = await chosen(routes([HOURS], answers), { text: "when", chips });
    expect(told?.route).toBe('route 1 of 1: postback "hours", as a tap on “When?”');
  });

  it("tells of a route that asks for nothing, and of one that is a function of the bot's own", async () => {
    expect(await chosen(SHOP, { text: "Hi" })).toMatchObject([{ route: "route 4 of 4: whatever is said" }]);
    expect(await chosen(routes([() => undefined, () => answers()], answers), {})).toMatchObject([
      { route: "route 2 of 2", tried: [] },
    ]);
  });

  it("tells of routes within routes, one after the other", async () => {
    expect(await chosen(routes([route({ text: "Bye" }, answers)], SHOP), { text: "hours" })).toMatchObject([
      { route: "no route of 1 matched" },
      { route: "route 3 of 4: text /hours/i" },
    ]);
  });

  it("tells the route also when its handler throws", async () => {
    const told: ChosenRoute[] = [];
    const broken = routes([route({ text: "Hi" }, () => boom())], answers);
    const bot = watchBot({ persona: { displayName: "Shop" }, answer: broken }, (fact) => {
      if (fact.type === "bot-routed") told.push(fact);
    });
    expect(() => bot.answer(aTurn())).toThrow("boom");
    expect(told).toMatchObject([{ place: 1 }]);
  });

  it("claims nothing of a bot without routes", async () => {
    expect(await chosen(answers, {})).toEqual([]);
  });
});

function boom(): never {
  throw new Error("boom");
}
