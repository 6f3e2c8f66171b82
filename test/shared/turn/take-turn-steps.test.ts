import { describe, expect, it } from "vitest";
import { text } from "../../../shared/reply/reply.ts";
import { journalOf, leaseHolderIn } from "../../contracts/committing.ts";
import { messageFact } from "../../contracts/facts.ts";
import { askingPlan, busyAt, countingPlan, fail, openTurns, planOf } from "../../support/open-turns.ts";

const fact = messageFact();
const { conversation } = fact;

describe("takeTurn() step by step", () => {
  it("performs each step before the next is committed", async () => {
    const turns = openTurns();
    const known: unknown[] = [];
    await turns.take(planOf(fact, "one", "two"), async () =>
      known.push((await journalOf(turns.history, fact))?.entries.length),
    );
    expect(known).toEqual([1, 2]);
  });

  it("is complete when the bot has ended, and not before", async () => {
    const turns = openTurns();
    const known: unknown[] = [];
    await turns.take(planOf(fact, "one", "two"), async () =>
      known.push((await journalOf(turns.history, fact))?.isComplete),
    );
    expect(known).toEqual([false, false]);
    expect(await journalOf(turns.history, fact)).toMatchObject({ isComplete: true });
  });

  it("asks the bot to go on only when its words have left", async () => {
    const turns = openTurns();
    const met: string[] = [];
    const plan = askingPlan(fact, async function* () {
      yield text("one");
      met.push("the bot goes on");
      yield text("two");
    });
    await turns.take(plan, async (words) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      met.push(`${words} has left`);
    });
    expect(met).toEqual(["one has left", "the bot goes on", "two has left"]);
  });

  it("says what an earlier try could not before it asks the bot to go on", async () => {
    const turns = openTurns();
    await fail(turns, planOf(fact, "one", "two"), busyAt("one"));
    const met: string[] = [];
    const plan = askingPlan(fact, async function* () {
      yield text("one");
      met.push("the bot goes on");
      yield text("two");
    });
    await turns.take(plan, (words) => met.push(words));
    expect(met).toEqual(["one", "the bot goes on", "two"]);
  });

  it("ends a bot that is not asked to go on", async () => {
    const turns = openTurns();
    const met: string[] = [];
    const plan = askingPlan(fact, async function* () {
      try {
        yield text("one");
        met.push("the bot goes on");
      } finally {
        met.push("the bot has ended");
      }
    });
    await fail(turns, plan, busyAt("one"));
    expect(met).toEqual(["the bot has ended"]);
  });

  it("keeps the memory of a bot as it was until the bot has ended", async () => {
    const turns = openTurns();
    const asked: unknown[] = [];
    const plan = askingPlan(fact, async function* (turn) {
      asked.push(turn.memory);
      turn.remember({ isGreeted: true });
      yield text("one");
      yield text("two");
    });
    await fail(turns, plan, busyAt("two"));
    turns.letPass(10_000);
    await turns.take(plan);
    expect(asked).toEqual([{}, {}]);
    expect((await turns.history.load(conversation)).state?.memory).toEqual({ isGreeted: true });
  });

  it("says the bot's later lines once, though another turn came between", async () => {
    const turns = openTurns();
    await fail(turns, planOf(fact, "one", "two"), busyAt("two"));
    turns.letPass(120_000);
    await turns.take(countingPlan(messageFact({ conversation }), "between"));
    await turns.take(planOf(fact, "one", "two", "three"));
    expect(turns.done).toEqual(["one", "between", "two", "three"]);
  });

  it("decides again what was not whole, and keeps the words that were committed", async () => {
    const turns = openTurns();
    await fail(turns, planOf(fact, "one", "two"), busyAt("one"));
    await turns.take(planOf(fact, "another one", "another two"));
    expect(turns.done).toEqual(["one", "another two"]);
  });

  it("ends whole when a second try has less to say", async () => {
    const turns = openTurns();
    await fail(turns, planOf(fact, "one", "two", "three"), busyAt("two"));
    await turns.take(planOf(fact, "one"));
    expect(await journalOf(turns.history, fact)).toMatchObject({ isComplete: true, entries: [{ isDone: true }, {}] });
    expect(turns.done).toEqual(["one", "two"]);
  });

  it("does not perform again what was done before deciding failed", async () => {
    const turns = openTurns();
    const breaking = askingPlan(fact, async function* () {
      yield text("one");
      yield text("two");
      throw new RangeError("The bot is broken");
    });
    await turns.take(breaking).catch(() => undefined);
    await turns.take(planOf(fact, "one", "two", "three"));
    expect(turns.done).toEqual(["one", "two", "three"]);
  });

  it("frees the conversation when the bot says no more after all", async () => {
    const turns = openTurns();
    const { promise, resolve } = Promise.withResolvers<void>();
    const slowToEnd = askingPlan(fact, async function* () {
      yield text("one");
      await promise;
    });
    await turns.take(slowToEnd, () => resolve());
    expect(await leaseHolderIn(turns.history, conversation)).toBeUndefined();
  });
});
