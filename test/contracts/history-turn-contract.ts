import { expect, test } from "vitest";
import type { MessageId } from "../../shared/base/ids.ts";
import type { Act } from "../../shared/conversation/act.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import type { History } from "../../shared/ports/history.ts";
import { text } from "../../shared/reply/reply.ts";
import { BYE, commitNow, commitOf, HELLO, journalOf, UNTIL } from "./committing.ts";
import { deadlineFact, eventFact, messageFact, messageId, noon, outboundFact, receipt } from "./facts.ts";

const ACTS: readonly Act[] = [
  HELLO,
  { do: "send", reply: text("Your code is 1234"), terms: { isCritical: true, fallback: "1234" } },
  { do: "announce", notice: "joined", speaker: { type: "human", displayName: "Zoë" } },
  { do: "survey" },
  { do: "tellPeople", news: { type: "ended", reason: "nobody-came" } },
  {
    do: "setTimer",
    at: noon(9).toISOString(),
    purpose: { type: "mode" },
  },
];

/** The claims about what is known of a turn: decided, done, abandoned. */
export function turnContract(history: () => History): void {
  test.each([{ make: messageFact }, { make: eventFact }, { make: outboundFact }, { make: deadlineFact }])(
    "commit() knows the turn of each type of fact ($make.name)",
    async ({ make }) => {
      const fact = make();
      const { journal: turn } = await commitNow(history(), fact, { acts: [HELLO] });
      expect(await journalOf(history(), fact)).toEqual(turn);
    },
  );

  test.each(ACTS)("commit() keeps the act '$do' as it is", async (act) => {
    const fact = messageFact();
    await commitNow(history(), fact, { acts: [act], leaseUntil: UNTIL });
    expect(await journalOf(history(), fact)).toMatchObject({ entries: [{ act, isDone: false }] });
  });

  test("commit() keeps more than ten acts in their order under their ids", async () => {
    const fact = messageFact();
    const acts = Array.from({ length: 12 }, (_, step) => ACTS[step % ACTS.length] ?? HELLO);
    await commitNow(history(), fact, { acts, leaseUntil: UNTIL });
    const ids = acts.map((act, step) => ({ id: outgoingId(turnId(fact), step), act, isDone: false }));
    expect((await journalOf(history(), fact))?.entries).toMatchObject(ids);
  });

  test("commit() tells facts with one id and different types apart", async () => {
    const same = { conversation: messageFact().conversation, id: "same" };
    await commitNow(history(), messageFact(same), { acts: [HELLO] });
    expect(await journalOf(history(), eventFact(same))).toBeUndefined();
  });

  test("commit() tells one id in two conversations apart", async () => {
    await commitNow(history(), messageFact({ id: "same-id" }), { acts: [HELLO] });
    expect(await journalOf(history(), messageFact({ id: "same-id" }))).toBeUndefined();
  });

  test("commit() takes ids that are no path and no name of a field", async () => {
    const fact = messageFact({ id: "MxK/../9-=_.~ __x__ ü" });
    await commitNow(history(), fact);
    expect((await history().read(fact.conversation, 1)).entries).toMatchObject([{ id: fact.id }]);
  });

  test("commit() adds the next step to those before it", async () => {
    const fact = messageFact();
    await commitNow(history(), fact, { acts: [HELLO], isComplete: false, leaseUntil: UNTIL });
    await commitNow(history(), fact, { acts: [HELLO, BYE], done: [0], leaseUntil: UNTIL });
    expect(await journalOf(history(), fact)).toMatchObject({
      isComplete: true,
      entries: [
        { act: HELLO, isDone: true },
        { act: BYE, isDone: false },
      ],
    });
  });

  test("commit() by a try that does not know what has left takes nothing back", async () => {
    const fact = messageFact();
    const snapshot = await commitNow(history(), fact, { acts: [HELLO], leaseUntil: UNTIL });
    await history().recordOutcome(fact.conversation, turnId(fact), [{ index: 0 }]);
    await history().commit(commitOf(fact, { acts: [HELLO], leaseUntil: UNTIL }), snapshot);
    expect(await journalOf(history(), fact)).toMatchObject({ entries: [{ isDone: true }] });
  });

  test("commit() marks the turn abandoned that had the conversation", async () => {
    const dead = messageFact();
    await commitNow(history(), dead, { acts: [HELLO], leaseUntil: UNTIL });
    await commitNow(history(), messageFact({ conversation: dead.conversation }));
    expect(await journalOf(history(), dead)).toMatchObject({
      isAbandoned: true,
      isComplete: true,
      entries: [{ isDone: false }],
    });
  });

  test("commit() that is too late marks nothing abandoned", async () => {
    const running = messageFact();
    const seen = await commitNow(history(), running, { acts: [HELLO], leaseUntil: UNTIL });
    await commitNow(history(), running, { acts: [HELLO], leaseUntil: noon(120_000) });
    await history().commit(commitOf(messageFact({ conversation: seen.conversation })), seen);
    expect(await journalOf(history(), running)).toMatchObject({ isAbandoned: false });
  });

  test("commit() takes an abandoned turn up again", async () => {
    const dead = messageFact();
    await commitNow(history(), dead, { acts: [HELLO], leaseUntil: UNTIL });
    await commitNow(history(), messageFact({ conversation: dead.conversation }));
    await commitNow(history(), dead, { acts: [HELLO], leaseUntil: UNTIL });
    expect(await journalOf(history(), dead)).toMatchObject({ isAbandoned: false });
  });

  test.each([{ outcome: {} }, { outcome: { failure: "blocked" } }])(
    "recordOutcome() of $outcome ends that act and no other",
    async ({ outcome }) => {
      const fact = messageFact();
      await commitNow(history(), fact, { acts: [HELLO, BYE], leaseUntil: UNTIL });
      await history().recordOutcome(fact.conversation, turnId(fact), [{ index: 0, ...outcome }]);
      expect((await journalOf(history(), fact))?.entries.map(({ isDone }) => isDone)).toEqual([true, false]);
    },
  );

  test("recordOutcome() keeps several at once, and again", async () => {
    const fact = messageFact();
    await commitNow(history(), fact, { acts: [HELLO, BYE, BYE], leaseUntil: UNTIL });
    const outcomes = [{ index: 0 }, { index: 2, failure: "blocked" }];
    for (const _ of [1, 2]) await history().recordOutcome(fact.conversation, turnId(fact), outcomes);
    expect((await journalOf(history(), fact))?.entries.map(({ isDone }) => isDone)).toEqual([true, false, true]);
  });

  test.each([
    { type: "delivered", isDone: true },
    { type: "read", isDone: true },
    { type: "expired", isDone: false },
    { type: "revoked", isDone: false },
  ] as const)("load() takes a receipt '$type' before the send's own answer as isDone: $isDone", async (row) => {
    const fact = messageFact();
    const message: MessageId = messageId(outgoingId(turnId(fact), 0));
    await commitNow(history(), fact, { acts: [HELLO], leaseUntil: UNTIL });
    await history().mergeReceipts(fact, message, [receipt(message, row.type, noon())]);
    expect(await journalOf(history(), fact)).toMatchObject({ entries: [{ isDone: row.isDone }] });
  });
}
