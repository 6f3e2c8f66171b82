import { expect, test } from "vitest";
import { turnId } from "../../shared/conversation/turn-id.ts";
import type { History } from "../../shared/ports/history.ts";
import { BYE, HELLO, headOf, knownOf, nameIn, runningIn, settlementOf, settleNow, UNTIL } from "./committing.ts";
import { anyConversation, messageFact, noon } from "./facts.ts";

/** The claims about look(), commit() and release(): who has a conversation, and what counts. */
export function settleContract(history: () => History): void {
  test("look() knows nothing of a conversation in which nothing has happened", async () => {
    const conversation = anyConversation();
    const nothing = { state: undefined, version: undefined, running: undefined, turn: undefined };
    expect(await history().load(conversation, turnId(messageFact({ conversation })))).toEqual({
      conversation,
      ...nothing,
    });
  });

  test.each([
    { what: "that nothing is said", options: {} },
    { what: "what is said", options: { acts: [HELLO, BYE], until: UNTIL } },
    { what: "the first of several steps", options: { acts: [HELLO], isWhole: false, until: UNTIL } },
    { what: "what has left already", options: { acts: [HELLO, BYE], done: [0], until: UNTIL } },
  ])("commit() of $what returns what look() then shows", async ({ options }) => {
    const fact = messageFact();
    const committed = await settleNow(history(), fact, { ...options, state: headOf(fact, "new") });
    expect(await history().load(fact.conversation, turnId(fact))).toEqual(committed);
  });

  test("commit() from a state that somebody has changed since is undefined", async () => {
    const { conversation } = await settleNow(history(), messageFact());
    const stale = await history().load(conversation);
    await settleNow(history(), messageFact({ conversation }));
    const late = settlementOf(messageFact({ conversation }), { acts: [HELLO] });
    expect(await history().commit(late, stale)).toBeUndefined();
  });

  test("commit() from before a conversation's first turn is undefined after it", async () => {
    const first = messageFact();
    const stale = await history().load(first.conversation);
    await settleNow(history(), first);
    const late = settlementOf(messageFact({ conversation: first.conversation }));
    expect(await history().commit(late, stale)).toBeUndefined();
  });

  test("commit() from a stale state keeps nothing of the turn", async () => {
    const fact = messageFact();
    const stale = await history().load(fact.conversation);
    await settleNow(history(), messageFact({ conversation: fact.conversation }));
    await history().commit(settlementOf(fact, { acts: [HELLO] }), stale);
    expect(await knownOf(history(), fact)).toBeUndefined();
  });

  test("commit() of a known fact is undefined for who did not look for it", async () => {
    const fact = messageFact();
    await settleNow(history(), fact, { acts: [HELLO] });
    const snapshot = await history().load(fact.conversation);
    expect(await history().commit(settlementOf(fact, { acts: [BYE] }), snapshot)).toBeUndefined();
  });

  test("commit() of a known fact leaves what was decided first", async () => {
    const fact = messageFact();
    await settleNow(history(), fact, { acts: [HELLO] });
    await history().commit(settlementOf(fact, { acts: [BYE, BYE] }), await history().load(fact.conversation));
    expect((await knownOf(history(), fact))?.acts.map(({ act }) => act)).toEqual([HELLO]);
  });

  test("commit() of a known fact leaves the state", async () => {
    const fact = messageFact();
    await settleNow(history(), fact, { state: headOf(fact, "first") });
    const snapshot = await history().load(fact.conversation);
    await history().commit(settlementOf(fact, { state: headOf(fact, "second") }), snapshot);
    expect(await nameIn(history(), fact.conversation)).toBe("first");
  });

  test("commit() takes the conversation until its time", async () => {
    const fact = messageFact();
    await settleNow(history(), fact, { acts: [HELLO], until: UNTIL });
    expect((await history().load(fact.conversation)).running).toEqual({ turn: turnId(fact), until: UNTIL });
  });

  test("commit() with nothing left to perform frees the conversation", async () => {
    const fact = messageFact();
    await settleNow(history(), fact, { acts: [HELLO], isWhole: false, until: UNTIL });
    await settleNow(history(), fact, { acts: [HELLO], done: [0] });
    expect(await runningIn(history(), fact.conversation)).toBeUndefined();
  });

  test("release() frees the conversation", async () => {
    const snapshot = await settleNow(history(), messageFact(), { acts: [HELLO], until: UNTIL });
    await history().release(snapshot);
    expect(await runningIn(history(), snapshot.conversation)).toBeUndefined();
  });

  test("release() says that the turn had the conversation to its end", async () => {
    const snapshot = await settleNow(history(), messageFact(), { acts: [HELLO], until: UNTIL });
    expect(await history().release(snapshot)).toBe(true);
  });

  test("release() leaves the state", async () => {
    const fact = messageFact();
    await history().release(await settleNow(history(), fact, { state: headOf(fact, "kept"), until: UNTIL }));
    expect(await nameIn(history(), fact.conversation)).toBe("kept");
  });

  test("release() says when another turn has begun", async () => {
    const late = await settleNow(history(), messageFact(), { until: UNTIL });
    await settleNow(history(), messageFact({ conversation: late.conversation }), { until: noon(120_000) });
    expect(await history().release(late)).toBe(false);
  });

  test("release() of a turn whose time was up leaves the conversation to the other", async () => {
    const late = await settleNow(history(), messageFact(), { until: UNTIL });
    const other = messageFact({ conversation: late.conversation });
    await settleNow(history(), other, { until: noon(120_000) });
    await history().release(late);
    expect(await runningIn(history(), late.conversation)).toBe(turnId(other));
  });

  test("release() makes stale what was seen before it", async () => {
    const running = await settleNow(history(), messageFact(), { until: UNTIL });
    await history().release(running);
    const late = settlementOf(messageFact({ conversation: running.conversation }));
    expect(await history().commit(late, running)).toBeUndefined();
  });
}
