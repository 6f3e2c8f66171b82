import { expect, test } from "vitest";
import { text } from "../../shared/bot/reply.ts";
import { outgoingId } from "../../shared/effect/outgoing-id.ts";
import type { History, Outgoing } from "../../shared/effect/ports.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import { anyConversation, eventFact, messageFact, messageId, noon, receipt } from "./facts.ts";

const HELLO = text("Hello to you");
const BYE = text("Goodbye");

function outgoing(fact: InboundMessage, index: number, failure?: string): Outgoing {
  const left = { id: outgoingId(fact, index), reply: HELLO, to: fact.id, at: noon(1) };
  return failure === undefined ? left : { ...left, failure };
}

/** The claims about record() and settle(). */
export function recordContract(history: () => History): void {
  test("record() keeps what a message said, to the millisecond", async () => {
    const fact = messageFact({ at: noon(7), text: "Cześć, שלום, 👩‍👩‍👧 and \u0000" });
    await history().record(fact);
    const entries = await history().read(fact.conversation, 10);
    expect(entries).toEqual([{ type: "message", id: fact.id, at: noon(7), content: fact.content }]);
  });

  test("record() keeps what an event told", async () => {
    const fact = eventFact({ at: noon(7) });
    await history().record(fact);
    const entries = await history().read(fact.conversation, 10);
    expect(entries).toEqual([{ type: "event", id: fact.id, at: noon(7), event: fact.event }]);
  });

  test("record() keeps a fact that comes twice once", async () => {
    const fact = messageFact();
    await history().record(fact);
    await history().record(fact);
    expect(await history().read(fact.conversation, 10)).toHaveLength(1);
  });

  test("record() keeps a fact that comes four times at once once", async () => {
    const fact = messageFact();
    await Promise.all([1, 2, 3, 4].map(() => history().record(fact)));
    expect(await history().read(fact.conversation, 10)).toHaveLength(1);
  });

  test("record() keeps what came first of two facts with one id", async () => {
    const fact = messageFact({ text: "first" });
    await history().record(fact);
    await history().record(messageFact({ conversation: fact.conversation, id: fact.id, text: "second" }));
    expect(await history().read(fact.conversation, 10)).toMatchObject([{ content: { text: "first" } }]);
  });

  test("record() tells an event and a message with one id apart", async () => {
    const same = { conversation: anyConversation(), id: "same" };
    await history().record(messageFact({ ...same, at: noon(2) }));
    await history().record(eventFact({ ...same, at: noon(1) }));
    const types = (await history().read(same.conversation, 10)).map(({ type }) => type);
    expect(types).toEqual(["message", "event"]);
  });

  test("record() tells one id in two conversations apart", async () => {
    const first = await history().record(messageFact({ id: "same-id" }));
    await first.settle([HELLO]);
    const second = await history().record(messageFact({ id: "same-id" }));
    expect(second.replies).toBeUndefined();
  });

  test("record() takes ids that are no path and no name of a field", async () => {
    const fact = messageFact({ id: "MxK/../9-=_.~ __x__ ü" });
    await history().record(fact);
    expect(await history().read(fact.conversation, 10)).toMatchObject([{ id: fact.id }]);
  });

  test("record() knows no replies of a new fact", async () => {
    const { replies } = await history().record(messageFact());
    expect(replies).toBeUndefined();
  });

  test("record() knows no replies of a fact that was never settled", async () => {
    const fact = messageFact();
    await history().record(fact);
    const { replies } = await history().record(fact);
    expect(replies).toBeUndefined();
  });

  test("record() tells what was settled", async () => {
    const fact = messageFact();
    const settled = await (await history().record(fact)).settle([HELLO, BYE]);
    const { replies } = await history().record(fact);
    expect(replies).toEqual(settled);
  });

  test("record() tells that no reply was wanted", async () => {
    const fact = messageFact();
    await (await history().record(fact)).settle([]);
    const { replies } = await history().record(fact);
    expect(replies).toEqual([]);
  });

  test("record() tells that a reply has left, of that reply only", async () => {
    const fact = messageFact();
    await (await history().record(fact)).settle([HELLO, BYE]);
    await history().recordOutgoing(fact.conversation, outgoing(fact, 0));
    const { replies } = await history().record(fact);
    expect(replies?.map(({ isDone }) => isDone)).toEqual([true, false]);
  });

  test("record() tells that a reply was refused for ever", async () => {
    const fact = messageFact();
    await (await history().record(fact)).settle([HELLO]);
    await history().recordOutgoing(fact.conversation, outgoing(fact, 0, "blocked"));
    const { replies } = await history().record(fact);
    expect(replies).toMatchObject([{ isDone: true }]);
  });

  test.each([
    { type: "delivered", isDone: true },
    { type: "read", isDone: true },
    { type: "expired", isDone: false },
    { type: "revoked", isDone: false },
  ] as const)("record() takes a receipt '$type' before the send's own answer as isDone: $isDone", async (row) => {
    const fact = messageFact();
    await (await history().record(fact)).settle([HELLO]);
    const message = messageId(outgoingId(fact, 0));
    await history().mergeReceipts(fact.conversation, message, [receipt(message, row.type, noon())]);
    const { replies } = await history().record(fact);
    expect(replies).toMatchObject([{ isDone: row.isDone }]);
  });

  test("settle() names replies by their fact and place", async () => {
    const fact = messageFact();
    const settled = await (await history().record(fact)).settle([HELLO, BYE]);
    expect(settled).toEqual([
      { id: outgoingId(fact, 0), reply: HELLO, isDone: false },
      { id: outgoingId(fact, 1), reply: BYE, isDone: false },
    ]);
  });

  test("settle() holds on to the first decision", async () => {
    const recorded = await history().record(messageFact());
    const first = await recorded.settle([HELLO]);
    expect(await recorded.settle([BYE, BYE])).toEqual(first);
  });

  test("settle() holds on to the decision that nothing is said", async () => {
    const recorded = await history().record(messageFact());
    await recorded.settle([]);
    expect(await recorded.settle([BYE])).toEqual([]);
  });

  test("settle() gives tries at the same moment the same replies", async () => {
    const fact = messageFact();
    const tries = await Promise.all([1, 2, 3].map(() => history().record(fact)));
    const settled = await Promise.all(tries.map((each, index) => each.settle([text(`decision ${index}`)])));
    expect(settled).toEqual([settled[0], settled[0], settled[0]]);
  });

  test("settle() tells a later try what the first one has sent", async () => {
    const fact = messageFact();
    const late = await history().record(fact);
    await (await history().record(fact)).settle([HELLO]);
    await history().recordOutgoing(fact.conversation, outgoing(fact, 0));
    expect(await late.settle([BYE])).toEqual([{ id: outgoingId(fact, 0), reply: HELLO, isDone: true }]);
  });
}
