import { expect, test } from "vitest";
import { turnId } from "../../shared/conversation/turn-id.ts";
import type { History } from "../../shared/ports/history.ts";
import { BYE, commitNow, commitOf, HELLO, journalOf, leaseHolderIn, nameIn, stateOf, UNTIL } from "./committing.ts";
import { anyConversation, messageFact, noon } from "./facts.ts";

/** The claims about load(), commit() and release(): who has a conversation, and what counts. */
export function commitContract(history: () => History): void {
  test("load() knows nothing of a conversation in which nothing has happened", async () => {
    const conversation = anyConversation();
    const nothing = { state: undefined, version: undefined, lease: undefined, journal: undefined };
    expect(await history().load(conversation, turnId(messageFact({ conversation })))).toEqual({
      conversation,
      ...nothing,
    });
  });

  test.each([
    { what: "that nothing is said", options: {} },
    { what: "what is said", options: { acts: [HELLO, BYE], leaseUntil: UNTIL } },
    { what: "the first of several steps", options: { acts: [HELLO], isComplete: false, leaseUntil: UNTIL } },
    { what: "what has left already", options: { acts: [HELLO, BYE], done: [0], leaseUntil: UNTIL } },
  ])("commit() of $what returns what load() then shows", async ({ options }) => {
    const fact = messageFact();
    const committed = await commitNow(history(), fact, { ...options, state: stateOf(fact, "new") });
    expect(await history().load(fact.conversation, turnId(fact))).toEqual(committed);
  });

  test("commit() from a state that somebody has changed since is undefined", async () => {
    const { conversation } = await commitNow(history(), messageFact());
    const stale = await history().load(conversation);
    await commitNow(history(), messageFact({ conversation }));
    const late = commitOf(messageFact({ conversation }), { acts: [HELLO] });
    expect(await history().commit(late, stale)).toBeUndefined();
  });

  test("commit() from before a conversation's first turn is undefined after it", async () => {
    const first = messageFact();
    const stale = await history().load(first.conversation);
    await commitNow(history(), first);
    const late = commitOf(messageFact({ conversation: first.conversation }));
    expect(await history().commit(late, stale)).toBeUndefined();
  });

  test("commit() from a stale state keeps nothing of the turn", async () => {
    const fact = messageFact();
    const stale = await history().load(fact.conversation);
    await commitNow(history(), messageFact({ conversation: fact.conversation }));
    await history().commit(commitOf(fact, { acts: [HELLO] }), stale);
    expect(await journalOf(history(), fact)).toBeUndefined();
  });

  test("commit() of a known fact is undefined for who did not look for it", async () => {
    const fact = messageFact();
    await commitNow(history(), fact, { acts: [HELLO] });
    const snapshot = await history().load(fact.conversation);
    expect(await history().commit(commitOf(fact, { acts: [BYE] }), snapshot)).toBeUndefined();
  });

  test("commit() of a known fact leaves what was decided first", async () => {
    const fact = messageFact();
    await commitNow(history(), fact, { acts: [HELLO] });
    await history().commit(commitOf(fact, { acts: [BYE, BYE] }), await history().load(fact.conversation));
    expect((await journalOf(history(), fact))?.entries.map(({ act }) => act)).toEqual([HELLO]);
  });

  test("commit() of a known fact leaves the state", async () => {
    const fact = messageFact();
    await commitNow(history(), fact, { state: stateOf(fact, "first") });
    const snapshot = await history().load(fact.conversation);
    await history().commit(commitOf(fact, { state: stateOf(fact, "second") }), snapshot);
    expect(await nameIn(history(), fact.conversation)).toBe("first");
  });

  test("commit() takes the conversation until its time", async () => {
    const fact = messageFact();
    await commitNow(history(), fact, { acts: [HELLO], leaseUntil: UNTIL });
    expect((await history().load(fact.conversation)).lease).toEqual({ turn: turnId(fact), expiresAt: UNTIL });
  });

  test("commit() with nothing left to perform frees the conversation", async () => {
    const fact = messageFact();
    await commitNow(history(), fact, { acts: [HELLO], isComplete: false, leaseUntil: UNTIL });
    await commitNow(history(), fact, { acts: [HELLO], done: [0] });
    expect(await leaseHolderIn(history(), fact.conversation)).toBeUndefined();
  });

  test("release() frees the conversation", async () => {
    const snapshot = await commitNow(history(), messageFact(), { acts: [HELLO], leaseUntil: UNTIL });
    await history().release(snapshot);
    expect(await leaseHolderIn(history(), snapshot.conversation)).toBeUndefined();
  });

  test("release() says that the turn had the conversation to its end", async () => {
    const snapshot = await commitNow(history(), messageFact(), { acts: [HELLO], leaseUntil: UNTIL });
    expect(await history().release(snapshot)).toBe(true);
  });

  test("release() leaves the state", async () => {
    const fact = messageFact();
    await history().release(await commitNow(history(), fact, { state: stateOf(fact, "kept"), leaseUntil: UNTIL }));
    expect(await nameIn(history(), fact.conversation)).toBe("kept");
  });

  test("release() says when another turn has begun", async () => {
    const late = await commitNow(history(), messageFact(), { leaseUntil: UNTIL });
    await commitNow(history(), messageFact({ conversation: late.conversation }), { leaseUntil: noon(120_000) });
    expect(await history().release(late)).toBe(false);
  });

  test("release() of a turn whose time was up leaves the conversation to the other", async () => {
    const late = await commitNow(history(), messageFact(), { leaseUntil: UNTIL });
    const other = messageFact({ conversation: late.conversation });
    await commitNow(history(), other, { leaseUntil: noon(120_000) });
    await history().release(late);
    expect(await leaseHolderIn(history(), late.conversation)).toBe(turnId(other));
  });

  test("release() makes stale what was seen before it", async () => {
    const running = await commitNow(history(), messageFact(), { leaseUntil: UNTIL });
    await history().release(running);
    const late = commitOf(messageFact({ conversation: running.conversation }));
    expect(await history().commit(late, running)).toBeUndefined();
  });
}
