import { describe, expect, it } from "vitest";
import { TransientError } from "../../../shared/base/errors.ts";
import type { Typing } from "../../../shared/turn/perform-acts.ts";
import { takeTurn } from "../../../shared/turn/take-turn.ts";
import { messageFact } from "../../contracts/facts.ts";
import { countingPlan, type Happening, openTurns, planOf } from "../../support/open-turns.ts";

const fact = messageFact();

/** Acts and the typing indicator, in the order in which the user meets them. */
function openTyping(fails: Happening = () => undefined) {
  const met: string[] = [];
  const typing: Typing = {
    pause: async () => void met.push("pause"),
    resume: () => void met.push("resume"),
  };
  const act: Happening = (words, what) => {
    met.push(words);
    return fails(words, what);
  };
  return { met, ports: { ...openTurns().ports(act), typing } };
}

describe("performActs()", () => {
  it("says nothing beside the typing indicator, and leaves it off after the last act", async () => {
    const { met, ports } = openTyping();
    await takeTurn(countingPlan(fact, "one", "two"), ports);
    expect(met).toEqual(["pause", "one", "two"]);
  });

  it("shows typing again while the next step is made", async () => {
    const { met, ports } = openTyping();
    await takeTurn(planOf(fact, "one", "two"), ports);
    expect(met).toEqual(["pause", "one", "resume", "pause", "two"]);
  });

  it("leaves typing off when the turn fails", async () => {
    const { met, ports } = openTyping(() => Promise.reject(new TransientError("Google is busy")));
    await takeTurn(planOf(fact, "one", "two"), ports).catch(() => undefined);
    expect(met).toEqual(["pause", "one"]);
  });
});
