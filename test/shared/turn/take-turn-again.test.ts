import { describe, expect, it } from "vitest";
import { PermanentError, TransientError } from "../../../shared/base/errors.ts";
import { commitNow, HELLO, leaseHolderIn } from "../../contracts/committing.ts";
import { messageFact, messageId, receipt } from "../../contracts/facts.ts";
import { busyAt, countingPlan, countOf, fail, openTurns } from "../../support/open-turns.ts";

const fact = messageFact();
const { conversation } = fact;

describe("takeTurn() on a second try", () => {
  it("does nothing about what is done", async () => {
    const turns = openTurns();
    for (const _ of [1, 2]) await turns.take(countingPlan(fact, "one"));
    expect(turns.done).toEqual(["one"]);
  });

  it("leaves the state as the first one decided", async () => {
    const turns = openTurns();
    for (const _ of [1, 2]) await turns.take(countingPlan(fact, "one"));
    expect(countOf((await turns.history.load(conversation)).state)).toBe(1);
  });

  it("leaves a fact to which nothing was said", async () => {
    const turns = openTurns();
    await turns.take(countingPlan(fact));
    await turns.take(countingPlan(fact, "said too late"));
    expect(turns.done).toEqual([]);
  });

  it("performs what was committed when the process died before it began", async () => {
    const turns = openTurns();
    await commitNow(turns.history, fact, { acts: [HELLO], leaseUntil: new Date(turns.now().getTime() + 60_000) });
    await turns.take(countingPlan(fact, "others"));
    expect(turns.done).toEqual(["Hello to you"]);
  });

  it("says the first words, though it would now say others", async () => {
    const turns = openTurns();
    await fail(turns, countingPlan(fact, "one"), busyAt("one"));
    await turns.take(countingPlan(fact, "other"));
    expect(turns.done).toEqual(["one"]);
  });

  it("does not perform again what has left", async () => {
    const turns = openTurns();
    await fail(turns, countingPlan(fact, "one", "two", "three"), busyAt("two"));
    await turns.take(countingPlan(fact, "one", "two", "three"));
    expect(turns.done).toEqual(["one", "two", "three"]);
  });

  it("does not perform again what was refused for ever", async () => {
    const turns = openTurns();
    const tried: string[] = [];
    await fail(turns, countingPlan(fact, "one", "two"), (words) => {
      tried.push(words);
      throw words === "one" ? new PermanentError("blocked", "Blocked") : new TransientError("Busy");
    });
    await turns.take(countingPlan(fact, "one", "two"), (words) => tried.push(words));
    expect(tried).toEqual(["one", "two", "two"]);
  });

  it("does not perform again what a receipt has proven to be there", async () => {
    const turns = openTurns();
    await fail(turns, countingPlan(fact, "one", "two"), async (_words, { id }) => {
      const message = messageId(id);
      await turns.history.mergeReceipts({ conversation, received: turns.now() }, message, [
        receipt(message, "read", turns.now()),
      ]);
      throw new TransientError("Google's yes was lost");
    });
    await turns.take(countingPlan(fact, "one", "two"));
    expect(turns.done).toEqual(["two"]);
  });

  it("keeps to the order: nothing is done past an act that may still succeed", async () => {
    const turns = openTurns();
    await fail(turns, countingPlan(fact, "one", "two"), busyAt("one"));
    expect(turns.done).toEqual([]);
  });

  it("leaves the conversation to others when a try has failed", async () => {
    const turns = openTurns();
    await fail(turns, countingPlan(fact, "one"), busyAt("one"));
    expect(await leaseHolderIn(turns.history, conversation)).toBeUndefined();
    await turns.take(countingPlan(messageFact({ conversation }), "between"));
    await turns.take(countingPlan(fact, "one"));
    expect(turns.done).toEqual(["between", "one"]);
  });

  it("ends a turn that was abandoned", async () => {
    const turns = openTurns();
    await fail(turns, countingPlan(fact, "one", "two"), busyAt("two"));
    turns.letPass(120_000);
    await turns.take(countingPlan(messageFact({ conversation }), "between"));
    await turns.take(countingPlan(fact, "one", "two"));
    expect(turns.done).toEqual(["one", "between", "two"]);
  });

  it("leaves the state of the turn that came between", async () => {
    const turns = openTurns();
    await fail(turns, countingPlan(fact, "one"), busyAt("one"));
    turns.letPass(120_000);
    await turns.take(countingPlan(messageFact({ conversation }), "between"));
    await turns.take(countingPlan(fact, "one"));
    expect(countOf((await turns.history.load(conversation)).state)).toBe(2);
  });

  it("does nothing about an abandoned turn that it has ended", async () => {
    const turns = openTurns();
    await fail(turns, countingPlan(fact, "one"), busyAt("one"));
    turns.letPass(120_000);
    await turns.take(countingPlan(messageFact({ conversation })));
    for (const _ of [1, 2]) await turns.take(countingPlan(fact, "one"));
    expect(turns.done).toEqual(["one"]);
  });

  it("decides a fact that was only recorded", async () => {
    const turns = openTurns();
    await turns.history.record(fact);
    await turns.take(countingPlan(fact, "one"));
    expect(turns.done).toEqual(["one"]);
  });
});
