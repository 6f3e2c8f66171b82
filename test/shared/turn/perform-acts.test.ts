import { describe, expect, it } from "vitest";
import { TransientError } from "../../../shared/base/errors.ts";
import { text } from "../../../shared/reply/reply.ts";
import type { Typing } from "../../../shared/turn/perform-acts.ts";
import { takeTurn } from "../../../shared/turn/take-turn.ts";
import { messageFact } from "../../contracts/facts.ts";
import { countingPlan, type Happening, openTurns, planOf, type TurnPlan } from "../../support/open-turns.ts";

const fact = messageFact();

/** Acts and the typing indicator, in the order in which the user meets them. */
function openTyping(fails: Happening = () => undefined) {
  const met: string[] = [];
  const typing: Typing = {
    begin: () => void met.push("begin"),
    untilWritten: async () => void met.push("written"),
    pause: async () => void met.push("pause"),
    resume: () => void met.push("resume"),
  };
  const act: Happening = (words, context) => {
    met.push(words);
    return fails(words, context);
  };
  const take = ({ fact, decide, answer }: TurnPlan) =>
    takeTurn(fact, decide, { ...openTurns().engine(answer, act), typing });
  return { met, take };
}

describe("performActs()", () => {
  it("says nothing beside the typing indicator, and leaves it off after the last act", async () => {
    const { met, take } = openTyping();
    await take(countingPlan(fact, "one", "two"));
    expect(met).toEqual(["pause", "one", "two"]);
  });

  it("lets typing begin again while the bot may have more to say, and ends it before the end is committed", async () => {
    const { met, take } = openTyping();
    await take(planOf(fact, "one", "two"));
    expect(met).toEqual(["begin", "written", "pause", "one", "resume", "pause", "two", "resume", "pause"]);
  });

  it("asks the bot when READ and typing are written", async () => {
    const { met, take } = openTyping();
    const answer = async () => {
      met.push("asked");
      return [text("one")];
    };
    await take({ ...planOf(fact), answer });
    expect(met).toEqual(["begin", "written", "asked", "pause", "one"]);
  });

  it("leaves typing off when the turn fails", async () => {
    const { met, take } = openTyping(() => Promise.reject(new TransientError("Google is busy")));
    await take(planOf(fact, "one", "two")).catch(() => undefined);
    expect(met).toEqual(["begin", "written", "pause", "one"]);
  });
});
