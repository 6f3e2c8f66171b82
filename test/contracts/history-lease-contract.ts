import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Fact, Lease, Snapshot } from "../../shared/conversation/journal.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import type { History } from "../../shared/ports/history.ts";
import { commitNow, commitOf, HELLO, journalOf, leaseHolderIn, nameIn, stateOf, UNTIL } from "./committing.ts";
import { messageFact, messageId, noon, outboundFact, receipt } from "./facts.ts";

/** The claims about a turn beside another one that has the conversation, about abandon(), and about countFailure(). */
export function leaseContract(history: () => History): void {
  const begin = (fact: Fact) => commitNow(history(), fact, { acts: [HELLO], leaseUntil: UNTIL });
  const leaseOf = async (fact: Fact): Promise<Lease | undefined> => (await history().load(fact.conversation)).lease;
  const beside = async (fact: Fact): Promise<Snapshot> =>
    commitNow(history(), fact, { acts: [HELLO], at: noon(20), lease: await leaseOf(fact) });
  const openTwo = async () => {
    const running = messageFact();
    await begin(running);
    const other = outboundFact({ conversation: running.conversation });
    return { running, other, committed: await beside(other) };
  };
  const sentOf = async (fact: Fact) =>
    (await history().loadMessage(fact.conversation, outgoingId(turnId(fact), 0)))?.times;

  test("commit() beside a turn that has the conversation returns what load() then shows", async () => {
    const { other, committed } = await openTwo();
    expect(await history().load(other.conversation, turnId(other))).toEqual(committed);
  });

  test("commit() beside a turn that has the conversation leaves it that turn's, until the same time", async () => {
    const { running } = await openTwo();
    expect(await leaseOf(running)).toEqual({ turn: turnId(running), expiresAt: UNTIL });
  });

  test("commit() beside a turn that has the conversation does not mark that one abandoned", async () => {
    const { running } = await openTwo();
    expect(await journalOf(history(), running)).toMatchObject({ isAbandoned: false });
  });

  test("commit() beside a turn that has the conversation is itself told by its entries", async () => {
    const { other } = await openTwo();
    expect(await journalOf(history(), other)).toMatchObject({
      isComplete: true,
      isAbandoned: true,
      entries: [{ act: HELLO, isDone: false }],
    });
  });

  test("commit() of nothing to do beside a turn that has the conversation leaves nothing to later tries", async () => {
    const running = messageFact();
    await begin(running);
    const other = messageFact({ conversation: running.conversation });
    await commitNow(history(), other, { state: stateOf(other, "changed"), lease: await leaseOf(running) });
    expect(await journalOf(history(), other)).toMatchObject({ isComplete: true, isAbandoned: false });
    expect(await nameIn(history(), running.conversation)).toBe("changed");
  });

  test("commit() makes stale what a turn saw that has the conversation", async () => {
    const running = messageFact();
    const snapshot = await begin(running);
    await beside(outboundFact({ conversation: running.conversation }));
    expect(await history().commit(commitOf(running, { acts: [HELLO], done: [0] }), snapshot)).toBeUndefined();
  });

  test("loadMessage() tells no time of sending of what has not begun", async () => {
    const { other } = await openTwo();
    expect(await sentOf(other)).toEqual({});
  });

  test("commit() under a lease of its own tells when sending began", async () => {
    const { running, other } = await openTwo();
    await history().release(await history().load(running.conversation));
    await commitNow(history(), other, { acts: [HELLO], at: noon(30), leaseUntil: UNTIL });
    await commitNow(history(), other, { acts: [HELLO], at: noon(40), leaseUntil: UNTIL });
    expect(await sentOf(other)).toEqual({ sent: noon(30) });
    expect(await journalOf(history(), other)).toMatchObject({ isAbandoned: false });
  });

  test("read() shows what has not begun at the time of what led to it", async () => {
    const { other } = await openTwo();
    const { entries } = await history().read(other.conversation, 9);
    expect(entries.find(({ id }) => id === outgoingId(turnId(other), 0))).toMatchObject({ at: other.at, times: {} });
  });

  test("mergeReceipts() proves what was sent though its turn never had the conversation", async () => {
    const { other } = await openTwo();
    const message = messageId(outgoingId(turnId(other), 0));
    await history().mergeReceipts(other, message, [receipt(message, "delivered", noon(50))]);
    expect(await journalOf(history(), other)).toMatchObject({ entries: [{ isDone: true }] });
  });

  test("abandon() frees the conversation", async () => {
    const snapshot = await begin(messageFact());
    expect(await history().abandon(snapshot)).toBe(true);
    expect(await leaseHolderIn(history(), snapshot.conversation)).toBeUndefined();
  });

  test("abandon() gives back the lease of another try of the turn", async () => {
    const fact = messageFact();
    const held = { turn: turnId(fact), expiresAt: noon(7000) };
    const snapshot = await begin(fact);
    expect(await history().abandon(snapshot, held)).toBe(true);
    expect((await history().load(fact.conversation)).lease).toEqual(held);
  });

  test("abandon() leaves to a later try what was not done", async () => {
    const fact = messageFact();
    await history().abandon(await begin(fact));
    expect(await journalOf(history(), fact)).toMatchObject({ isAbandoned: true, entries: [{ isDone: false }] });
  });

  test("abandon() leaves the state", async () => {
    const fact = messageFact();
    const options = { state: stateOf(fact, "kept"), acts: [HELLO], leaseUntil: UNTIL };
    await history().abandon(await commitNow(history(), fact, options));
    expect(await nameIn(history(), fact.conversation)).toBe("kept");
  });

  test("abandon() says when others have written since, and keeps nothing then", async () => {
    const fact = messageFact();
    const snapshot = await begin(fact);
    await commitNow(history(), fact, { acts: [HELLO], leaseUntil: noon(120_000) });
    expect(await history().abandon(snapshot)).toBe(false);
    expect(await history().load(fact.conversation, turnId(fact))).toMatchObject({
      lease: { turn: turnId(fact) },
      journal: { isAbandoned: false },
    });
  });

  test("abandon() where no turn has the conversation changes nothing", async () => {
    const fact = messageFact();
    const snapshot = await commitNow(history(), fact, { acts: [HELLO], done: [0] });
    expect(await history().abandon(snapshot)).toBe(true);
    expect(await history().load(fact.conversation, turnId(fact))).toEqual(snapshot);
  });

  test("countFailure() counts from one", async () => {
    const key = `${randomUUID()}/../__x__ ü`;
    const counted = [noon(), noon(1), noon(2)].map(async (at) => history().countFailure(key, at));
    expect(Math.max(...(await Promise.all(counted)))).toBe(3);
    expect(await history().countFailure(key, noon(3))).toBe(4);
  });

  test("countFailure() tells messages apart", async () => {
    await history().countFailure(randomUUID(), noon());
    expect(await history().countFailure(randomUUID(), noon())).toBe(1);
  });
}
