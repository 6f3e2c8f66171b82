import { describe, expect, it } from "vitest";
import { PermanentError, TransientError } from "../../../shared/base/errors.ts";
import type { Bot } from "../../../shared/bot/bot.ts";
import type { History } from "../../../shared/ports/history.ts";
import { expireAt, text } from "../../../shared/reply/reply.ts";
import { takeTurn } from "../../../shared/turn/take-turn.ts";
import { leaseHolderIn } from "../../contracts/committing.ts";
import { messageFact } from "../../contracts/facts.ts";
import { askingPlan, countingPlan, openTurns, planOf, type TurnPlan, type Turns } from "../../support/open-turns.ts";
import { budgetFrom } from "../../support/time-budget.ts";

const fact = messageFact();
const { conversation } = fact;
const away = () => Promise.reject(new TransientError("Firestore is away"));

/** Takes a turn over a history of which some calls go another way. */
async function takeOver(turns: Turns, { decide, answer }: TurnPlan, changed: Partial<History>): Promise<void> {
  const engine = turns.engine(answer);
  await takeTurn(fact, decide, { ...engine, history: { ...engine.history, ...changed } });
}

/** Lets only the first calls through. */
function first<A extends readonly unknown[], R>(count: number, call: (...of: A) => Promise<R>, then: () => Promise<R>) {
  let calls = 0;
  return (...of: A) => {
    calls += 1;
    return calls > count ? then() : call(...of);
  };
}

describe("takeTurn(), when history fails", () => {
  it("does not perform again what a try has done whose second commit failed", async () => {
    const turns = openTurns();
    const plan = planOf(fact, "one", "two");
    const commit = first(1, turns.history.commit, away);
    await expect(takeOver(turns, plan, { commit })).rejects.toThrow(TransientError);
    await turns.take(plan);
    expect(turns.done).toEqual(["one", "two"]);
  });

  it("does not perform again what a try has done that could not release the conversation", async () => {
    const turns = openTurns();
    const plan = countingPlan(fact, "one", "two");
    await expect(takeOver(turns, plan, { release: away })).rejects.toThrow(TransientError);
    await turns.take(plan);
    expect(turns.done).toEqual(["one", "two"]);
  });

  it("goes on after a lost commit, whatever the bot's own iterator returns when it is ended", async () => {
    const turns = openTurns();
    const words = [text("one"), text("two")];
    const plan = askingPlan(fact, () => {
      const left = [...words];
      const next = async () => ({ done: left.length === 0, value: left.shift() }) as IteratorResult<(typeof words)[0]>;
      return { [Symbol.asyncIterator]: () => ({ next, return: () => undefined as never }) };
    });
    const { commit } = turns.history;
    let commits = 0;
    const losing: History["commit"] = async (...of) => {
      commits += 1;
      return commits === 2 ? undefined : commit(...of);
    };
    await takeOver(turns, plan, { commit: losing });
    expect(turns.done).toEqual(["one", "two"]);
  });
});

describe("takeTurn(), when the bot fails", () => {
  it("keeps nobody waiting for a second try that fails for ever", async () => {
    const turns = openTurns();
    let asked = 0;
    const plan = askingPlan(fact, async function* () {
      asked += 1;
      yield text("one");
      throw asked === 1 ? new TransientError("Our shop is away") : new PermanentError("bad-reply", "Cannot go on");
    });
    await expect(turns.take(plan)).rejects.toThrow(TransientError);
    await expect(turns.take(plan)).rejects.toThrow(PermanentError);
    expect(await leaseHolderIn(turns.history, conversation)).toBeUndefined();
  });

  it("says what was committed, though the bot now fails for ever and others came between", async () => {
    const turns = openTurns();
    await expect(turns.take(planOf(fact, "one", "two"), away)).rejects.toThrow(TransientError);
    turns.letPass(75_000);
    await turns.take(countingPlan(messageFact({ conversation }), "between"));
    const never: Bot["answer"] = () => {
      throw new PermanentError("bad-reply", "Cannot answer");
    };
    await expect(turns.take(askingPlan(fact, never))).rejects.toThrow(PermanentError);
    expect(turns.done).toEqual(["between", "one"]);
  });

  it("ends a bot whose first answer is refused", async () => {
    const turns = openTurns();
    const ended = Promise.withResolvers<string>();
    const plan = askingPlan(fact, async function* () {
      try {
        yield text("too late", { expiry: expireAt(new Date(turns.now().getTime() - 5000)) });
      } finally {
        ended.resolve("ended");
      }
    });
    await expect(turns.take(plan)).rejects.toThrow(PermanentError);
    expect(await ended.promise).toBe("ended");
  });

  it("does not judge again an answer that has left", async () => {
    const turns = openTurns();
    const expiry = expireAt(new Date(turns.now().getTime() + 30_000));
    let asked = 0;
    const plan = askingPlan(fact, async function* () {
      asked += 1;
      yield text("Your code is 1234", { expiry });
      if (asked === 1) throw new TransientError("Our shop is away");
      yield text("two");
    });
    await expect(turns.take(plan)).rejects.toThrow(TransientError);
    turns.letPass(40_000);
    await turns.take(plan);
    expect(turns.done).toEqual(["Your code is 1234", "two"]);
  });

  it.each(["", " ", "x".repeat(1001)])("refuses a bot's note to people that none would read", async (note) => {
    const turns = openTurns();
    const taken = turns.take(askingPlan(fact, () => [{ type: "handOver", note }]));
    await expect(taken).rejects.toThrow(expect.objectContaining({ reason: "bad-reply" }));
  });

  it.each([
    { later: "closed", isOpen: [true, false], mode: "waiting" },
    { later: "open", isOpen: [false, true], mode: "bot" },
  ])("calls a person as the first try did, though the desk is $later meanwhile", async ({ isOpen, mode }) => {
    const turns = openTurns();
    let asked = 0;
    const answer: Bot["answer"] = async function* () {
      asked += 1;
      yield { type: "handOver" };
      if (asked === 1) throw new TransientError("Our shop is away");
    };
    const hours = () => ({ isOpen: isOpen[asked - 1] === true });
    const { decide } = askingPlan(fact, answer);
    const engine = turns.engine(answer);
    const bot = { ...engine.bot, people: { hours, waitMinutes: 5, silenceMinutes: 5 } };
    await expect(takeTurn(fact, decide, { ...engine, bot })).rejects.toThrow(TransientError);
    await takeTurn(fact, decide, { ...engine, bot });
    expect((await turns.history.load(conversation)).state?.mode.type).toBe(mode);
  });
});

describe("takeTurn(), when a try outlives its delivery", () => {
  it("leaves the lease of the next try as it is", async () => {
    const turns = openTurns();
    const [slow, sent] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const budget = () => budgetFrom(turns.now());
    const asleep = askingPlan(fact, async () => {
      await slow.promise;
      return [text("one")];
    });
    const outlived = takeTurn(fact, asleep.decide, { ...turns.engine(asleep.answer), budget: budget() }).catch(String);
    await new Promise(setImmediate);
    turns.letPass(55_000);
    const begun = Promise.withResolvers<void>();
    const next = takeTurn(fact, asleep.decide, {
      ...turns.engine(
        async () => [text("one")],
        async () => {
          begun.resolve();
          await sent.promise;
        },
      ),
      budget: budget(),
    });
    await begun.promise;
    const lease = (await turns.history.load(conversation)).lease;
    slow.resolve();
    await outlived;
    expect((await turns.history.load(conversation)).lease).toEqual(lease);
    sent.resolve();
    await next;
  });
});
