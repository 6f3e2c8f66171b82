import { describe, expect, it } from "vitest";
import { aTurn, wordsOf } from "../../test/support/bot-turn.ts";
import { openBot } from "./bot.ts";

const say = (given: Parameters<typeof aTurn>[0]) => wordsOf(openBot().answer(aTurn(given)));

describe("the bot", () => {
  it("tells the opening hours, typed or tapped", async () => {
    const hours = ["We are open from 8 to 18."];
    expect([await say({ text: "When are you open?" }), await say({ postback: "hours" })]).toEqual([hours, hours]);
  });

  it("hands over to a person", async () => {
    expect(await say({ text: "A person, please" })).toEqual(["(handOver)"]);
    expect(await say({ text: "Can I talk to a human?" })).toEqual(["(handOver)"]);
  });

  it("calls nobody who is only spoken of", async () => {
    expect(await say({ text: "A person stole my parcel" })).toEqual(["How can I help?"]);
  });

  it("offers help for everything else", async () => {
    expect(await say({ text: "Hi" })).toEqual(["How can I help?"]);
  });
});
