import { expect, test } from "vitest";
import type { Fact } from "../../shared/conversation/journal.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import type { History } from "../../shared/ports/history.ts";
import { commitNow, commitOf, HELLO, journalOf, nameIn, stateOf, UNTIL } from "./committing.ts";
import { anyConversation, messageFact, messageId, noon, receipt } from "./facts.ts";

/** The claims about what happens at the same moment. */
export function raceContract(history: () => History): void {
  const raceOf = async (facts: readonly Fact[]) => {
    const snapshots = await Promise.all(facts.map(({ conversation }) => history().load(conversation)));
    return Promise.all(
      facts.map((fact, index) => {
        const state = stateOf(fact, `try ${index}`);
        const commit = commitOf(fact, { acts: [HELLO], state, leaseUntil: UNTIL });
        return snapshots[index] && history().commit(commit, snapshots[index]);
      }),
    );
  };

  test.each([
    { place: "a new conversation", isNew: true },
    { place: "a known conversation", isNew: false },
  ])("commit() of different facts at once lets exactly one win in $place", async ({ isNew }) => {
    const conversation = anyConversation();
    if (!isNew) await commitNow(history(), messageFact({ conversation }));
    const committed = await raceOf([1, 2, 3].map(() => messageFact({ conversation })));
    expect(committed.filter((snapshot) => snapshot !== undefined)).toHaveLength(1);
  });

  test.each([
    { place: "a new conversation", isNew: true },
    { place: "a known conversation", isNew: false },
  ])("commit() of one fact at once lets exactly one win in $place", async ({ isNew }) => {
    const fact = messageFact();
    if (!isNew) await commitNow(history(), messageFact({ conversation: fact.conversation }));
    const committed = await raceOf([fact, fact, fact]);
    expect(committed.filter((snapshot) => snapshot !== undefined)).toHaveLength(1);
  });

  test("commit() at once keeps the state of who won", async () => {
    const conversation = anyConversation();
    const committed = await raceOf([1, 2].map(() => messageFact({ conversation })));
    expect(await nameIn(history(), conversation)).toBe(
      `try ${committed.findIndex((snapshot) => snapshot !== undefined)}`,
    );
  });

  test("commit() at once keeps nothing of the turns that lost", async () => {
    const conversation = anyConversation();
    const facts = [1, 2, 3].map(() => messageFact({ conversation }));
    const committed = await raceOf(facts);
    const known = await Promise.all(facts.map((fact) => journalOf(history(), fact)));
    expect(known.map((turn) => turn !== undefined)).toEqual(committed.map((snapshot) => snapshot !== undefined));
  });

  test("commit() and the turn's release() at once let exactly one win", async () => {
    const running = await commitNow(history(), messageFact(), { acts: [HELLO], leaseUntil: UNTIL });
    const other = commitOf(messageFact({ conversation: running.conversation }), {
      acts: [HELLO],
      leaseUntil: UNTIL,
    });
    const [committed, isReleased] = await Promise.all([history().commit(other, running), history().release(running)]);
    expect(committed !== undefined).toBe(!isReleased);
  });

  test("commit() and receipts of the turn at once both count", async () => {
    const fact = messageFact();
    await commitNow(history(), fact, { acts: [HELLO], isComplete: false, leaseUntil: UNTIL });
    const message = messageId(outgoingId(turnId(fact), 0));
    await Promise.all([
      commitNow(history(), fact, { acts: [HELLO, HELLO], done: [0] }),
      history().mergeReceipts(fact, message, [receipt(message, "read", noon(9))]),
    ]);
    expect((await history().read(fact.conversation, 9)).entries).toMatchObject([
      { type: "outgoing" },
      { type: "outgoing", times: { sent: noon(5), read: noon(9) } },
      { type: "message" },
    ]);
  });

  test("record() of a fact that comes four times at once keeps it once", async () => {
    const fact = messageFact();
    await Promise.all([1, 2, 3, 4].map(() => history().record(fact)));
    expect((await history().read(fact.conversation, 10)).entries).toHaveLength(1);
  });

  test("record() and commit() of one fact at once keep what was decided", async () => {
    const fact = messageFact();
    await commitNow(history(), messageFact({ conversation: fact.conversation }));
    const [committed] = await Promise.all([raceOf([fact]), history().record(fact)]);
    const acts = committed[0] === undefined ? [] : [{ act: HELLO }];
    expect(await journalOf(history(), fact)).toMatchObject({ entries: acts, isComplete: committed[0] !== undefined });
  });

  test("turns of many conversations do not meet", async () => {
    const facts = [1, 2, 3, 4, 5].map(() => messageFact());
    const committed = await raceOf(facts);
    expect(committed.map((snapshot) => snapshot?.lease?.turn)).toEqual(facts.map((fact) => turnId(fact)));
  });
}
