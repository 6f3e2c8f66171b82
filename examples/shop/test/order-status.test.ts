import { describe, expect, it } from "vitest";
import { routes } from "../../../shared/bot/routes.ts";
import { aTurn, wordsOf } from "../../../test/support/bot-turn.ts";
import { listen } from "../../../test/support/listen.ts";
import { help } from "../menu.ts";
import { noOrderRoute, orderRoutes, thanksRoute } from "../order-status.ts";
import { openOrders } from "../orders.ts";

const FOUND = "Order 100003: 5 items were delivered.";

/** The bot as far as orders go; with samples unless it is told of a service. */
function answerWith(api?: string) {
  return routes([...orderRoutes(openOrders(api)), thanksRoute, noOrderRoute], help);
}

describe("orderRoutes()", () => {
  it("asks for the number, and remembers that it asked", async () => {
    const turn = aTurn({ text: "Where is my order?" });
    expect(await wordsOf(answerWith()(turn))).toEqual(["What is the number of your order? It has six digits."]);
    expect(turn.remembered()).toEqual({ asked: "order" });
  });

  it("answers the number, and forgets that it asked", async () => {
    const turn = aTurn({ text: "100003", memory: { asked: "order" } });
    expect(await wordsOf(answerWith()(turn))).toEqual([FOUND]);
    expect(turn.remembered()).toEqual({ survey: "due" });
  });

  it("answers at once when the number comes with the question", async () => {
    expect(await wordsOf(answerWith()(aTurn({ text: "where's my order #100003?" })))).toEqual([FOUND]);
  });

  it("takes no longer number for one of six digits", async () => {
    expect(await wordsOf(answerWith()(aTurn({ text: "1000031" })))).toEqual([expect.stringContaining("opening hours")]);
  });

  it("says that it looks before it asks a service", async () => {
    const { url } = await listen(() => ({ status: 200, body: { status: "delivered", count: 5 } }));
    expect(await wordsOf(answerWith(url)(aTurn({ text: "100003" })))).toEqual([
      "One moment, I am looking for order 100003…",
      FOUND,
    ]);
  });

  it("says that it looks before the service has answered", async () => {
    const { url } = await listen(() => "hang");
    const answers = answerWith(url)(aTurn({ text: "100003" }));
    if (!(Symbol.asyncIterator in answers)) throw new Error("Expected answers one by one");
    const { value } = await answers[Symbol.asyncIterator]().next();
    expect(value).toMatchObject({ text: "One moment, I am looking for order 100003…" });
  });

  it("says that it cannot look where the service fails", async () => {
    const { url } = await listen(() => 503);
    expect((await wordsOf(answerWith(url)(aTurn({ text: "100003" })))).at(-1)).toMatch(
      /cannot look for orders right now/,
    );
  });

  it("says that it cannot look when the turn's time is up", async () => {
    const { url } = await listen(() => "hang");
    const turn = aTurn({ text: "100003", signal: AbortSignal.abort() });
    expect((await wordsOf(answerWith(url)(turn))).at(-1)).toMatch(/cannot look for orders right now/);
  });

  it("wonders about an order that nobody knows", async () => {
    expect(await wordsOf(answerWith()(aTurn({ text: "999999" })))).toEqual([
      "I know of no order 999999. Is the number right?",
    ]);
  });
});

describe("noOrderRoute", () => {
  it("says once that it saw no number", async () => {
    const turn = aTurn({ text: "I lost it", memory: { asked: "order" } });
    expect(await wordsOf(answerWith()(turn))).toEqual([expect.stringContaining("a number of six digits")]);
    expect(turn.remembered()).toEqual({});
  });
});

describe("thanksRoute", () => {
  it("asks for a survey once the bot was of use", async () => {
    const turn = aTurn({ text: "Thanks!", memory: { survey: "due" } });
    expect(await wordsOf(answerWith()(turn))).toEqual(["You are welcome! Have a nice day.", "(survey)"]);
    expect(turn.remembered()).toEqual({ survey: "asked" });
  });

  it.each([{}, { survey: "asked" }])("asks for none with %j in memory", async (memory) => {
    expect(await wordsOf(answerWith()(aTurn({ text: "Thanks!", memory })))).toEqual([
      "You are welcome! Have a nice day.",
    ]);
  });

  it("stays asked after another order", async () => {
    const turn = aTurn({ text: "100003", memory: { survey: "asked" } });
    await wordsOf(answerWith()(turn));
    expect(turn.remembered()).toEqual({ survey: "asked" });
  });
});
