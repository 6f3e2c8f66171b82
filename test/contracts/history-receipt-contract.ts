import { expect, test } from "vitest";
import type { MessageId } from "../../shared/base/ids.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import type { History } from "../../shared/ports/history.ts";
import { text } from "../../shared/reply/reply.ts";
import { commitNow, commitOf, HELLO, journalOf, UNTIL } from "./committing.ts";
import { messageFact, messageId, noon, receipt } from "./facts.ts";

/** Names of messages that are not ours: some end as no act of ours can, but as READ, typing and plain texts do. */
const FOREIGN = [
  "agent-message/2026 #1 ü",
  "3f0c7e5a-52ab-4c5d-9c1f-6a0d5b2e1000",
  "3f0c7e5a-52ab-4c5d-9c1f-6a0d5b2e17aa",
  "3f0c7e5a-52ab-4c5d-9c1f-6a0d5b2e1f00",
  "3F0C7E5A-52AB-4C5D-9C1F-6A0D5B2E1FFF",
];

type Step = readonly ["delivered" | "read" | "expired" | "revoked", Date];

/** The claims about receipts and outcomes: what becomes of a message of ours. */
export function receiptContract(history: () => History): void {
  const idOf = (fact: InboundMessage) => messageId(outgoingId(turnId(fact), 0));
  const merge = (fact: InboundMessage, ...steps: readonly Step[]) => {
    const receipts = steps.map(([type, at]) => receipt(idOf(fact), type, at));
    return history().mergeReceipts(fact, idOf(fact), receipts);
  };
  const begin = (fact: InboundMessage, at = noon(5)) =>
    commitNow(history(), fact, { acts: [HELLO], at, leaseUntil: UNTIL });
  const send = async (fact: InboundMessage, at?: Date) => history().release(await begin(fact, at));
  const refuse = (fact: InboundMessage) =>
    history().recordOutcome(fact.conversation, turnId(fact), [{ index: 0, failure: "blocked" }]);
  const ours = async ({ conversation }: InboundMessage) =>
    (await history().read(conversation, 50)).entries.filter(({ type }) => type === "outgoing");
  const entry = { type: "outgoing", reply: text("Hello to you") };

  test("mergeReceipts() adds to when the message was decided", async () => {
    const fact = messageFact();
    await send(fact);
    await merge(fact, ["delivered", noon(8)]);
    const times = { sent: noon(5), delivered: noon(8) };
    expect(await ours(fact)).toEqual([{ ...entry, id: idOf(fact), at: noon(5), times }]);
  });

  test("mergeReceipts() keeps a receipt of a message not yet known", async () => {
    const fact = messageFact();
    await merge(fact, ["delivered", noon(8)]);
    const times = { delivered: noon(8) };
    expect(await ours(fact)).toEqual([{ type: "outgoing", id: idOf(fact), at: noon(8), times }]);
  });

  test.each(FOREIGN)("mergeReceipts() keeps the receipts of another system's message %s", async (name) => {
    const fact = messageFact();
    const message = name as MessageId;
    await history().mergeReceipts(fact, message, [receipt(message, "read", noon(8))]);
    await history().mergeReceipts(fact, message, [receipt(message, "delivered", noon(7))]);
    const times = { read: noon(8), delivered: noon(7) };
    expect((await history().read(fact.conversation, 9)).entries).toEqual([
      { type: "outgoing", id: message, at: noon(7), times },
    ]);
  });

  test("commit() adds to the receipts that came before it", async () => {
    const fact = messageFact();
    await merge(fact, ["delivered", noon(8)]);
    await send(fact);
    const times = { sent: noon(5), delivered: noon(8) };
    expect(await ours(fact)).toEqual([{ ...entry, id: idOf(fact), at: noon(5), times }]);
  });

  test("commit() looks again where receipts came before it", async () => {
    const fact = messageFact();
    await merge(fact, ["delivered", noon(8)]);
    const snapshot = await history().load(fact.conversation);
    expect(await history().commit(commitOf(fact, { acts: [HELLO] }), snapshot)).toBeUndefined();
  });

  test("load() knows nothing decided of a turn that only receipts told of", async () => {
    const fact = messageFact();
    await merge(fact, ["delivered", noon(8)]);
    expect(await journalOf(history(), fact)).toEqual({
      answers: 0,
      entries: [],
      isComplete: false,
      isAbandoned: false,
      isUntold: true,
    });
  });

  test("record() keeps the fact of a turn that only receipts told of", async () => {
    const fact = messageFact();
    await merge(fact, ["delivered", noon(8)]);
    await history().record(fact);
    const types = (await history().read(fact.conversation, 9)).entries.map(({ type }) => type);
    expect(types).toEqual(["outgoing", "message"]);
  });

  test("commit() keeps the time of the first decision", async () => {
    const fact = messageFact();
    await send(fact, noon(5));
    await send(fact, noon(9));
    expect(await ours(fact)).toMatchObject([{ times: { sent: noon(5) } }]);
  });

  test("recordOutcome() keeps why a message never left, and no time of sending", async () => {
    const fact = messageFact();
    await send(fact);
    await refuse(fact);
    expect(await ours(fact)).toEqual([{ ...entry, id: idOf(fact), at: noon(5), times: {}, failure: "blocked" }]);
  });

  test("read() tells no time of sending while the turn is performed", async () => {
    const fact = messageFact();
    await begin(fact);
    expect(await ours(fact)).toMatchObject([{ ...entry, at: noon(5), times: {} }]);
  });

  test("read() tells no time of sending of a turn that was abandoned", async () => {
    const fact = messageFact();
    await begin(fact);
    await commitNow(history(), messageFact({ conversation: fact.conversation }));
    expect(await ours(fact)).toMatchObject([{ ...entry, at: noon(5), times: {} }]);
  });

  test("read() tells when a message was sent that left while the turn is performed", async () => {
    const fact = messageFact();
    await begin(fact);
    await history().recordOutcome(fact.conversation, turnId(fact), [{ index: 0 }]);
    expect(await ours(fact)).toMatchObject([{ ...entry, times: { sent: noon(5) } }]);
  });

  test("recordOutcome() keeps a failure beside a later success", async () => {
    const fact = messageFact();
    await send(fact);
    await refuse(fact);
    await history().recordOutcome(fact.conversation, turnId(fact), [{ index: 0 }]);
    expect(await ours(fact)).toMatchObject([{ failure: "blocked" }]);
  });

  test("mergeReceipts() keeps reply and failure as they were", async () => {
    const fact = messageFact();
    await send(fact);
    await refuse(fact);
    await merge(fact, ["delivered", noon(8)]);
    expect(await ours(fact)).toMatchObject([{ ...entry, failure: "blocked", times: { delivered: noon(8) } }]);
  });

  test("mergeReceipts() keeps the earliest of each type", async () => {
    const fact = messageFact();
    await merge(fact, ["read", noon(9)], ["delivered", noon(8)], ["read", noon(7)], ["expired", noon(6)]);
    await merge(fact, ["delivered", noon(10)], ["expired", noon(2)], ["revoked", noon(3)]);
    const times = { delivered: noon(8), read: noon(7), expired: noon(2), revoked: noon(3) };
    expect(await ours(fact)).toMatchObject([{ at: noon(2), times }]);
  });

  test.each([{ order: "DSR" }, { order: "RSD" }, { order: "SRDDR" }, { order: "RDS" }, { order: "DRRSDS" }])(
    "what is known is the same in the order $order of delivered, sent and read",
    async ({ order }) => {
      const fact = messageFact({ at: noon(3) });
      const happen = { D: ["delivered", noon(1)], R: ["read", noon(9)] } as const;
      for (const letter of order) {
        if (letter === "S") await send(fact);
        if (letter === "D" || letter === "R") await merge(fact, happen[letter]);
      }
      await commitNow(history(), messageFact({ conversation: fact.conversation, at: noon(2) }));
      const times = { sent: noon(5), delivered: noon(1), read: noon(9) };
      const turns = (await history().read(fact.conversation, 1)).entries;
      expect(turns).toMatchObject([{ type: "outgoing" }, { type: "message", at: noon(3) }]);
      expect(await ours(fact)).toEqual([{ ...entry, id: idOf(fact), at: noon(5), times }]);
    },
  );

  test("mergeReceipts() loses none of those that come at the same moment", async () => {
    const fact = messageFact();
    await Promise.all([9, 6, 7, 8].map((ms) => merge(fact, ["delivered", noon(ms)], ["read", noon(ms + 1)])));
    expect(await ours(fact)).toMatchObject([{ times: { delivered: noon(6), read: noon(7) } }]);
  });

  test("mergeReceipts() of none keeps nothing", async () => {
    const fact = messageFact();
    await merge(fact);
    expect(await ours(fact)).toEqual([]);
  });
}
