import { describe, expect, it } from "vitest";
import { route, routes } from "../../../shared/bot/routes.ts";
import { text } from "../../../shared/reply/reply.ts";
import { aTurn, wordsOf } from "../../support/bot-turn.ts";

const nothing = () => [text("nothing")];
const yes = () => [text("yes")];

/** Whether a turn takes the route with that pattern. */
async function takes(pattern: Parameters<typeof route>[0], turn: ReturnType<typeof aTurn>): Promise<boolean> {
  return (await wordsOf(routes([route(pattern, yes)], nothing)(turn)))[0] === "yes";
}

describe("routes()", () => {
  it("asks the fallback when no route matches", async () => {
    expect(await wordsOf(routes([], nothing)(aTurn()))).toEqual(["nothing"]);
  });

  it("asks the first route of those that match", async () => {
    const answer = routes(
      [route({ text: /b/ }, nothing), route({ text: /a/ }, yes), route({ text: "a" }, nothing)],
      nothing,
    );
    expect(await wordsOf(answer(aTurn({ text: "a" })))).toEqual(["yes"]);
  });

  it("stops at a route that keeps silent", async () => {
    expect(await wordsOf(routes([route({ text: "hi" }, () => [])], nothing)(aTurn()))).toEqual([]);
  });
});

describe("route()", () => {
  it.each([
    ["all of a text", "hi", aTurn({ text: " HI " }), true],
    ["a part of a text that is compared with a string", "hi", aTurn({ text: "hi there" }), false],
    ["a text with an accent that is sent apart", "żółw", aTurn({ text: "żółw".normalize("NFD") }), true],
    ["a part of a text that is compared with a RegExp", /there/i, aTurn({ text: "Hi There" }), true],
    ["a text that a function knows", (words: string) => words.length === 2, aTurn({ text: "Hi" }), true],
    ["a tap, by its text", /./, aTurn({ postback: "hi" }), false],
  ])("sees %s", async (_case, pattern, turn, isTaken) => {
    expect(await takes({ text: pattern }, turn)).toBe(isTaken);
  });

  it.each([
    ["the same postback", "hours", aTurn({ postback: "hours" }), true],
    ["a postback that begins so", /^order:/, aTurn({ postback: "order:1" }), true],
    ["a typed postback", "hours", aTurn({ text: "hours" }), false],
    ["a tap without a postback", /.*/, aTurn({ content: { type: "suggestion", kind: "unknown" } }), false],
  ])("sees %s", async (_case, postback, turn, isTaken) => {
    expect(await takes({ postback }, turn)).toBe(isTaken);
  });

  it("sees a type of content", async () => {
    const sent = aTurn({ content: { type: "location", latitude: 1, longitude: 2 } });
    expect([await takes({ type: "location" }, sent), await takes({ type: "file" }, sent)]).toEqual([true, false]);
  });

  it("sees what the context tells", async () => {
    const told = aTurn({ context: { placeId: "place" } });
    expect([await takes({ context: "placeId" }, told), await takes({ context: "nearPlaceId" }, told)]).toEqual([
      true,
      false,
    ]);
  });

  it("goes by the first word of a pattern", async () => {
    const words = [true, false];
    expect(await takes({ when: () => words.shift() === true }, aTurn())).toBe(true);
  });

  it("sees what the bot remembers", async () => {
    const pattern = { when: ({ memory }) => memory.asked === "order" } as const satisfies Parameters<typeof route>[0];
    expect(await takes(pattern, aTurn({ memory: { asked: "order" } }))).toBe(true);
  });

  it("wants all that a pattern says", async () => {
    expect(await takes({ text: /hours/, context: "placeId" }, aTurn({ text: "hours" }))).toBe(false);
  });

  it("wants one of several patterns", async () => {
    expect(await takes([{ postback: "hours" }, { text: /open/ }], aTurn({ text: "open?" }))).toBe(true);
  });

  it("hands over what the RegExp captured", async () => {
    const answer = routes(
      [route({ text: /order (\d+)( now)?/ }, (_turn, [id, now]) => [text(`${id} ${now}`)])],
      nothing,
    );
    expect(await wordsOf(answer(aTurn({ text: "my order 42" })))).toEqual(["42 undefined"]);
  });

  it("captures from the pattern that matched", async () => {
    const patterns = [{ text: /(never)/ }, { postback: /^order:(.*)/ }];
    const answer = routes([route(patterns, (_turn, [id = "none"]) => [text(id)])], nothing);
    expect(await wordsOf(answer(aTurn({ postback: "order:42" })))).toEqual(["42"]);
  });

  it("matches a global RegExp every time", async () => {
    const answer = routes([route({ text: /hi/g }, yes)], nothing);
    expect([await wordsOf(answer(aTurn({ text: "hi" }))), await wordsOf(answer(aTurn({ text: "hi" })))]).toEqual([
      ["yes"],
      ["yes"],
    ]);
  });

  it("takes a handler that yields", async () => {
    const answer = routes(
      [
        route({ text: /./ }, async function* () {
          yield text("one");
          yield text("two");
        }),
      ],
      nothing,
    );
    expect(await wordsOf(answer(aTurn()))).toEqual(["one", "two"]);
  });
});
