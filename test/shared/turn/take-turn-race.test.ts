import { describe, expect, it } from "vitest";
import { TransientError } from "../../../shared/base/errors.ts";
import { text } from "../../../shared/reply/reply.ts";
import { commitNow, HELLO, journalOf } from "../../contracts/committing.ts";
import { messageFact } from "../../contracts/facts.ts";
import { askingPlan, countingPlan, countOf, openTurns, planOf } from "../../support/open-turns.ts";

const fact = messageFact();
const { conversation } = fact;
const other = messageFact({ conversation });

describe("takeTurn() beside others", () => {
  it("decides again, knowing what another turn did meanwhile", async () => {
    const turns = openTurns();
    const between = [countingPlan(other, "between")];
    const asking = askingPlan(fact, async ({ memory }) => {
      for (const plan of between.splice(0)) await turns.take(plan);
      return [text(`after ${memory.n ?? 0}`)];
    });
    await turns.take(asking);
    expect(turns.done).toEqual(["between", "after 1"]);
  });

  it("does what another try of it has decided meanwhile", async () => {
    const turns = openTurns();
    const between = [countingPlan(fact, "first")];
    const asking = askingPlan(fact, async () => {
      for (const plan of between.splice(0)) await turns.take(plan);
      return [text("second")];
    });
    await turns.take(asking);
    expect(turns.done).toEqual(["first"]);
  });

  it("waits for a turn that is under way, and then goes on", async () => {
    const turns = openTurns();
    const until = new Date(turns.now().getTime() + 60_000);
    const running = await commitNow(turns.history, other, { acts: [HELLO], leaseUntil: until });
    turns.onWait(() => turns.history.release(running));
    await turns.take(countingPlan(fact, "one"));
    expect(turns.done).toEqual(["one"]);
  });

  it("commits nothing while another turn is under way", async () => {
    const turns = openTurns();
    const until = new Date(turns.now().getTime() + 60_000);
    const running = await commitNow(turns.history, other, { acts: [HELLO], leaseUntil: until });
    const decided: boolean[] = [];
    let isFree = false;
    turns.onWait(() => undefined);
    turns.onWait(async () => {
      isFree = await turns.history.release(running);
    });
    await turns.take({
      fact,
      decide(_message, state) {
        decided.push(isFree);
        return { acts: [], state };
      },
    });
    expect(decided.at(-1)).toBe(true);
    expect(isFree).toBe(true);
  });

  it("gives the delivery back when another turn keeps the conversation", async () => {
    const turns = openTurns();
    await commitNow(turns.history, other, { acts: [HELLO], leaseUntil: new Date(turns.now().getTime() + 60_000) });
    await expect(turns.take(countingPlan(fact, "one"))).rejects.toThrow(TransientError);
  });

  it("begins when the other's time is up", async () => {
    const turns = openTurns();
    await commitNow(turns.history, other, { acts: [HELLO], leaseUntil: new Date(turns.now().getTime() + 100) });
    await turns.take(countingPlan(fact, "one"));
    expect(turns.done).toEqual(["one"]);
  });

  it("marks the other abandoned when its time was up", async () => {
    const turns = openTurns();
    await commitNow(turns.history, other, { acts: [HELLO], leaseUntil: new Date(turns.now().getTime() + 100) });
    await turns.take(countingPlan(fact, "one"));
    expect(await journalOf(turns.history, other)).toMatchObject({ isAbandoned: true });
  });

  it("waits for no turn of another conversation", async () => {
    const turns = openTurns();
    await commitNow(turns.history, messageFact(), {
      acts: [HELLO],
      leaseUntil: new Date(turns.now().getTime() + 60_000),
    });
    await turns.take(countingPlan(fact, "one"));
    expect(turns.done).toEqual(["one"]);
  });

  it("does once what two tries at once decide", async () => {
    const turns = openTurns();
    await Promise.all([1, 2].map(() => turns.take(countingPlan(fact))));
    expect(countOf((await turns.history.load(conversation)).state)).toBe(1);
  });

  it("ends each of many turns at once, one after the other", async () => {
    const turns = openTurns();
    const facts = ["a", "b", "c", "d"].map((id) => messageFact({ conversation, id }));
    await Promise.all(facts.map((each) => turns.take(countingPlan(each, `${each.id} begins`, `${each.id} ends`))));
    const order = turns.done.filter((words) => words.endsWith("begins")).map((words) => words.slice(0, 1));
    expect(turns.done).toEqual(order.flatMap((id) => [`${id} begins`, `${id} ends`]));
  });

  it.each([
    { how: "at once", plan: countingPlan, tried: ["first one", "second one", "first two", "second two"] },
    { how: "step by step", plan: planOf, tried: ["first one", "second one", "first two"] },
  ])("performs nothing twice in one try because another took over ($how)", async ({ plan, tried }) => {
    const turns = openTurns();
    const [begun, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const met: string[] = [];
    const takeOver = async (words: string) => {
      met.push(`second ${words}`);
      begun.resolve();
      await mayEnd.promise;
    };
    const tries: Promise<void>[] = [];
    await turns.take(plan(fact, "one", "two"), async (words) => {
      met.push(`first ${words}`);
      if (tries.length === 0) tries.push(turns.take(plan(fact, "one", "two"), takeOver));
      await begun.promise;
    });
    mayEnd.resolve();
    await Promise.all(tries);
    expect(met).toEqual(tried);
  });
});
