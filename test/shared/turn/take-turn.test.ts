import { describe, expect, it } from "vitest";
import { PermanentError, TransientError } from "../../../shared/base/errors.ts";
import type { Bot } from "../../../shared/bot/bot.ts";
import { outgoingId, turnId } from "../../../shared/conversation/turn-id.ts";
import type { ActContext } from "../../../shared/turn/perform-acts.ts";
import { journalOf, leaseHolderIn } from "../../contracts/committing.ts";
import { messageFact, noon } from "../../contracts/facts.ts";
import { askingPlan, countingPlan, countOf, openTurns, planOf, say } from "../../support/open-turns.ts";

const fact = messageFact();
const { conversation } = fact;

const BROKEN_BOTS: readonly (readonly [string, Bot["answer"]])[] = [
  ["at once", () => broken()],
  ["before its list", async () => broken()],
  [
    "before it yields",
    // biome-ignore lint/correctness/useYield: a bot that fails before it answers.
    async function* () {
      broken();
    },
  ],
];

function broken(): never {
  throw new RangeError("The bot is broken");
}

const blocked = () => {
  throw new PermanentError("blocked", "Google refused: the user has blocked the agent");
};

describe("takeTurn()", () => {
  it("performs the acts in their order", async () => {
    const turns = openTurns();
    await turns.take(countingPlan(fact, "one", "two", "three"));
    expect(turns.done).toEqual(["one", "two", "three"]);
  });

  it("performs each act under its own id, with its fact and the state that was decided", async () => {
    const turns = openTurns();
    const seen: ActContext[] = [];
    await turns.take(countingPlan(fact, "one", "two"), (_words, what) => seen.push(what));
    const { state } = await turns.history.load(conversation);
    const until = new Date(turns.now().getTime() + 68_000);
    expect(seen).toEqual([0, 1].map((step) => ({ id: outgoingId(turnId(fact), step), fact, state, until })));
  });

  it("begins with a state in which nothing has happened", async () => {
    const turns = openTurns();
    await turns.take({
      fact,
      decide: (_message, state) => ({ acts: [say(JSON.stringify(state.memory) + state.mode.type)], state }),
    });
    expect(turns.done).toEqual(["{}bot"]);
  });

  it("hands on the state from turn to turn", async () => {
    const turns = openTurns();
    for (const _ of [1, 2, 3]) await turns.take(countingPlan(messageFact({ conversation }), "hello"));
    expect(countOf((await turns.history.load(conversation)).state)).toBe(3);
  });

  it("has committed an act before it is performed", async () => {
    const turns = openTurns();
    const seen: unknown[] = [];
    await turns.take(countingPlan(fact, "one"), async () =>
      seen.push(await turns.history.load(conversation, turnId(fact))),
    );
    expect(seen).toMatchObject([{ journal: { isComplete: true, entries: [{ act: say("one"), isDone: false }] } }]);
  });

  it("has the conversation while it performs, and for longer than its last act can take", async () => {
    const turns = openTurns();
    const seen: unknown[] = [];
    await turns.take(planOf(fact, "one"), async () => seen.push((await turns.history.load(conversation)).lease));
    expect(seen).toEqual([{ turn: turnId(fact), expiresAt: noon(70_000) }]);
  });

  it.each([{ words: [] }, { words: ["one"] }, { words: ["one", "two"] }])(
    "frees the conversation at its end ($words)",
    async ({ words }) => {
      const turns = openTurns();
      await turns.take(planOf(fact, ...words));
      expect(await leaseHolderIn(turns.history, conversation)).toBeUndefined();
    },
  );

  it("records a fact to which nothing is said", async () => {
    const turns = openTurns();
    await turns.take(planOf(fact));
    expect((await turns.history.read(conversation, 9)).entries).toMatchObject([{ type: "message", id: fact.id }]);
  });

  it("records why an act will never be done, and goes on", async () => {
    const turns = openTurns();
    await turns.take(countingPlan(fact, "one", "two"), (words) => words === "one" && blocked());
    const { entries } = await turns.history.read(conversation, 9);
    expect(entries.flatMap((entry) => ("failure" in entry ? [entry.failure] : []))).toEqual(["blocked"]);
    expect(turns.done).toEqual(["two"]);
  });

  it("logs of which conversation an act was refused, why, and nothing of what was said", async () => {
    const turns = openTurns();
    await turns.take(countingPlan(fact, "my secret"), blocked);
    const event = { severity: "ERROR", event: "act_refused", message: "act_refused", call: "send" };
    const error = "Google refused: the user has blocked the agent";
    const about = { channel: "rcs", agent: "my_agent", conversation };
    expect(turns.lines).toEqual([{ ...event, ...about, reason: "blocked", error }]);
  });

  it.each(BROKEN_BOTS)("records a fact though deciding fails: %s", async (_how, answer) => {
    const turns = openTurns();
    await turns.take(askingPlan(fact, answer)).catch(() => undefined);
    expect((await turns.history.read(conversation, 9)).entries).toMatchObject([{ type: "message", id: fact.id }]);
  });

  it.each(BROKEN_BOTS)("rejects with what deciding fails with: %s", async (_how, answer) => {
    const turns = openTurns();
    await expect(turns.take(askingPlan(fact, answer))).rejects.toMatchObject({
      name: "BotError",
      cause: expect.any(RangeError),
    });
  });

  it.each(BROKEN_BOTS)("has decided nothing when deciding fails: %s", async (_how, answer) => {
    const turns = openTurns();
    await turns.take(askingPlan(fact, answer)).catch(() => undefined);
    expect(await journalOf(turns.history, fact)).toMatchObject({ entries: [], isComplete: false });
  });

  it("begins no act after its time is up", async () => {
    const turns = openTurns();
    await turns.take(countingPlan(fact, "one", "two"), () => turns.letPass(60_000)).catch(() => undefined);
    expect(turns.done).toEqual(["one"]);
  });

  it("rejects when its time is up, so that it is tried again", async () => {
    const turns = openTurns();
    const late = turns.take(countingPlan(fact, "one", "two"), () => turns.letPass(60_000));
    await expect(late).rejects.toThrow(TransientError);
  });

  it("rejects when another try may pass", async () => {
    const turns = openTurns();
    const busy = () => Promise.reject(new TransientError("Google is busy"));
    await expect(turns.take(planOf(fact, "one"), busy)).rejects.toThrow(TransientError);
  });
});
