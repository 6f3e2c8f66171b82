import { expect, test } from "vitest";
import type { ConversationId, InboundId, OutgoingId } from "../../shared/base/ids.ts";
import { text } from "../../shared/bot/reply.ts";
import type { History, Outgoing } from "../../shared/effect/ports.ts";
import { anyConversation, anyOutgoingId, eventFact, messageFact, messageId, noon, receipt } from "./facts.ts";

const HELLO = text("Hello to you");

interface Ours {
  readonly conversation: ConversationId;
  readonly id: OutgoingId;
}

type Step = readonly ["delivered" | "read" | "expired", Date];

function anyOurs(): Ours {
  return { conversation: anyConversation(), id: anyOutgoingId() };
}

function outgoing({ id }: Ours, at: Date, failure?: string): Outgoing {
  const left = { id, reply: HELLO, to: "user-1" as InboundId, at };
  return failure === undefined ? left : { ...left, failure };
}

/** The claims about recordOutgoing(), mergeReceipts() and read(). */
export function outgoingContract(history: () => History): void {
  const send = (ours: Ours, at: Date, failure?: string) =>
    history().recordOutgoing(ours.conversation, outgoing(ours, at, failure));
  const merge = ({ conversation, id }: Ours, ...steps: readonly Step[]) => {
    const receipts = steps.map(([type, at]) => receipt(messageId(id), type, at));
    return history().mergeReceipts(conversation, messageId(id), receipts);
  };
  const readAll = ({ conversation }: { readonly conversation: ConversationId }) => history().read(conversation, 50);

  test("recordOutgoing() keeps when a message left", async () => {
    const ours = anyOurs();
    await send(ours, noon(5));
    const entry = { type: "outgoing", id: ours.id, at: noon(5), reply: HELLO, times: { sent: noon(5) } };
    expect(await readAll(ours)).toEqual([entry]);
  });

  test("recordOutgoing() keeps the earliest time of a message that left twice", async () => {
    const ours = anyOurs();
    await send(ours, noon(5));
    await send(ours, noon(9));
    await send(ours, noon(3));
    expect(await readAll(ours)).toMatchObject([{ at: noon(3), times: { sent: noon(3) } }]);
  });

  test("recordOutgoing() keeps why a message never left, and no time of sending", async () => {
    const ours = anyOurs();
    await send(ours, noon(5), "blocked");
    const entry = { type: "outgoing", id: ours.id, at: noon(5), reply: HELLO, times: {}, failure: "blocked" };
    expect(await readAll(ours)).toEqual([entry]);
  });

  test("recordOutgoing() keeps a failure beside a later success", async () => {
    const ours = anyOurs();
    await send(ours, noon(5), "blocked");
    await send(ours, noon(6));
    expect(await readAll(ours)).toMatchObject([{ failure: "blocked", times: { sent: noon(6) } }]);
  });

  test("recordOutgoing() adds to the receipts that came before it", async () => {
    const ours = anyOurs();
    await merge(ours, ["delivered", noon(8)]);
    await send(ours, noon(5));
    const entry = { at: noon(5), reply: HELLO, times: { sent: noon(5), delivered: noon(8) } };
    expect(await readAll(ours)).toMatchObject([entry]);
  });

  test("recordOutgoing() and mergeReceipts() at the same moment both count", async () => {
    const ours = anyOurs();
    await Promise.all([merge(ours, ["read", noon(9)]), send(ours, noon(5)), merge(ours, ["delivered", noon(8)])]);
    const times = { sent: noon(5), delivered: noon(8), read: noon(9) };
    expect(await readAll(ours)).toEqual([{ type: "outgoing", id: ours.id, at: noon(5), reply: HELLO, times }]);
  });

  test("mergeReceipts() keeps a receipt of a message not yet known", async () => {
    const ours = anyOurs();
    await merge(ours, ["delivered", noon(8)]);
    const entry = { type: "outgoing", id: ours.id, at: noon(8), times: { delivered: noon(8) } };
    expect(await readAll(ours)).toEqual([entry]);
  });

  test("mergeReceipts() keeps reply, failure and time of sending as they were", async () => {
    const ours = anyOurs();
    await send(ours, noon(5), "blocked");
    await merge(ours, ["delivered", noon(8)]);
    expect(await readAll(ours)).toMatchObject([{ reply: HELLO, failure: "blocked", times: { delivered: noon(8) } }]);
  });

  test("mergeReceipts() keeps the earliest of each type", async () => {
    const ours = anyOurs();
    await merge(ours, ["read", noon(9)], ["delivered", noon(8)], ["read", noon(7)], ["expired", noon(6)]);
    await merge(ours, ["delivered", noon(10)], ["expired", noon(2)]);
    const times = { delivered: noon(8), read: noon(7), expired: noon(2) };
    expect(await readAll(ours)).toEqual([{ type: "outgoing", id: ours.id, at: noon(2), times }]);
  });

  test.each([{ order: [0, 1, 2] }, { order: [2, 1, 0] }, { order: [1, 2, 0, 1, 2] }, { order: [2, 0, 0, 1] }])(
    "mergeReceipts() comes to the same in the order $order",
    async ({ order }) => {
      const steps: readonly Step[] = [
        ["delivered", noon(8)],
        ["read", noon(9)],
        ["delivered", noon(7)],
      ];
      const ours = anyOurs();
      for (const step of order.map((index) => steps[index])) await merge(ours, ...(step === undefined ? [] : [step]));
      expect(await readAll(ours)).toMatchObject([{ at: noon(7), times: { delivered: noon(7), read: noon(9) } }]);
    },
  );

  test("mergeReceipts() loses none of those that come at the same moment", async () => {
    const ours = anyOurs();
    await Promise.all([9, 6, 7, 8].map((ms) => merge(ours, ["delivered", noon(ms)], ["read", noon(ms + 1)])));
    expect(await readAll(ours)).toMatchObject([{ times: { delivered: noon(6), read: noon(7) } }]);
  });

  test("mergeReceipts() of none keeps nothing", async () => {
    const ours = anyOurs();
    await merge(ours);
    expect(await readAll(ours)).toEqual([]);
  });

  test("read() knows nothing of a new conversation", async () => {
    expect(await readAll({ conversation: anyConversation() })).toEqual([]);
  });

  test("read() begins with the newest, of whatever type", async () => {
    const ours = anyOurs();
    const { conversation } = ours;
    await history().record(messageFact({ conversation, at: noon(1) }));
    await send(ours, noon(3));
    await history().record(eventFact({ conversation, at: noon(4) }));
    await history().record(messageFact({ conversation, at: noon(2) }));
    const times = (await readAll(ours)).map(({ at }) => at);
    expect(times).toEqual([noon(4), noon(3), noon(2), noon(1)]);
  });

  test("read() leaves out the oldest beyond the limit", async () => {
    const conversation = anyConversation();
    for (const ms of [2, 4, 1, 3]) await history().record(messageFact({ conversation, at: noon(ms) }));
    const times = (await history().read(conversation, 2)).map(({ at }) => at);
    expect(times).toEqual([noon(4), noon(3)]);
  });

  test("read() places a message of ours by the earliest time known of it", async () => {
    const ours = anyOurs();
    await send(ours, noon(9));
    await history().record(messageFact({ conversation: ours.conversation, at: noon(5) }));
    await merge(ours, ["delivered", noon(1)]);
    const types = (await readAll(ours)).map(({ type }) => type);
    expect(types).toEqual(["message", "outgoing"]);
  });

  test("read() tells of no other conversation", async () => {
    const [ours, others] = [anyOurs(), anyOurs()];
    await send(others, noon(1));
    await history().record(messageFact({ conversation: ours.conversation }));
    expect(await readAll(ours)).toMatchObject([{ type: "message" }]);
  });
}
