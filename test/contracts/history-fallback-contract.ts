import { expect, test } from "vitest";
import type { MessageId } from "../../shared/base/ids.ts";
import type { Act } from "../../shared/conversation/act.ts";
import type { Fact, FallbackRecord, MessageSnapshot, Outcome } from "../../shared/conversation/journal.ts";
import { outgoingId, plainTextId, turnId } from "../../shared/conversation/turn-id.ts";
import type { History } from "../../shared/ports/history.ts";
import { text } from "../../shared/reply/reply.ts";
import { commitNow, HELLO, journalOf, UNTIL } from "./committing.ts";
import { anyOutgoingId, messageId, noon, outboundFact, receipt } from "./facts.ts";

const TERMS = { isCritical: true, fallback: "Your code is 1234" };
const CODE = { do: "send", reply: text("Your code is 1234"), terms: TERMS } as const satisfies Act;
const OVERDUE: FallbackRecord = { reason: "overdue", at: noon(20).toISOString() };
const REVOKED: FallbackRecord = { reason: "revoked", at: noon(21).toISOString() };

/** The claims about loadMessage() and commitFallback(): exactly one of those who learn that a message failed wins. */
export function fallbackContract(history: () => History): void {
  const idOf = (fact: Fact, step = 0) => outgoingId(turnId(fact), step);
  const snapshotOf = async (fact: Fact): Promise<MessageSnapshot> => {
    const snapshot = await history().loadMessage(fact.conversation, idOf(fact));
    if (snapshot === undefined) throw new Error("Cannot load the message: history knows of none, expected one");
    return snapshot;
  };
  const merge = (fact: Fact) => {
    const message = messageId(idOf(fact));
    return history().mergeReceipts(fact, message, [receipt(message, "delivered", noon(8))]);
  };
  const send = async () => {
    const fact = outboundFact();
    await commitNow(history(), fact, { acts: [CODE], leaseUntil: UNTIL });
    return fact;
  };

  test("loadMessage() knows of no message in a new conversation", async () => {
    expect(await history().loadMessage(outboundFact().conversation, anyOutgoingId())).toBeUndefined();
  });

  test("loadMessage() knows of none of ours that only receipts told of", async () => {
    const fact = outboundFact();
    await merge(fact);
    expect(await history().loadMessage(fact.conversation, idOf(fact))).toBeUndefined();
  });

  test("loadMessage() tells an act that is no message from one", async () => {
    const fact = outboundFact();
    await commitNow(history(), fact, { acts: [{ do: "survey" }] });
    expect(await history().loadMessage(fact.conversation, idOf(fact))).toBeUndefined();
  });

  test("loadMessage() takes no text of several for the message that they say", async () => {
    const fact = outboundFact();
    const long = { do: "send", reply: text("So long. ".repeat(340)), terms: TERMS } as const satisfies Act;
    await commitNow(history(), fact, { acts: [long], leaseUntil: UNTIL });
    const timesAfter = async (message: MessageId) => {
      await history().mergeReceipts(fact, message, [receipt(message, "delivered", noon(8))]);
      return (await snapshotOf(fact)).times;
    };
    expect(await timesAfter(messageId(plainTextId(idOf(fact), 0)))).toEqual({});
    expect(await timesAfter(messageId(idOf(fact)))).toEqual({ delivered: noon(8) });
  });

  test("loadMessage() knows when a message began to be sent, and forgets it when nothing has left", async () => {
    const fact = await send();
    const { conversation } = fact;
    const timesAfter = async (outcome: Omit<Outcome, "index">) => {
      await history().recordOutcome(conversation, turnId(fact), [{ index: 0, ...outcome }]);
      return (await history().loadMessage(conversation, idOf(fact)))?.times;
    };
    expect((await history().loadMessage(conversation, idOf(fact)))?.times).toEqual({});
    expect(await timesAfter({ begunAt: noon(5) })).toEqual({ sent: noon(5) });
    expect(await timesAfter({ isUnsent: true })).toEqual({});
  });

  test("loadMessage() shows what is to be done when it does not arrive, and when it did", async () => {
    const fact = await send();
    await history().recordOutcome(fact.conversation, turnId(fact), [{ index: 0, begunAt: noon(5) }]);
    await merge(fact);
    const { version: _opaque, ...snapshot } = await snapshotOf(fact);
    expect(snapshot).toEqual({
      id: idOf(fact),
      reply: CODE.reply,
      at: noon(),
      times: { sent: noon(5), delivered: noon(8) },
      terms: TERMS,
    });
  });

  test("loadMessage() tells why a message will never be sent", async () => {
    const fact = await send();
    await history().recordOutcome(fact.conversation, turnId(fact), [{ index: 0, failure: "google-404" }]);
    expect((await snapshotOf(fact)).failure).toBe("google-404");
  });

  test("loadMessage() tells the messages of a turn apart", async () => {
    const fact = outboundFact();
    await commitNow(history(), fact, { acts: [CODE, HELLO] });
    const second = await history().loadMessage(fact.conversation, idOf(fact, 1));
    expect([second?.id, second?.terms]).toEqual([idOf(fact, 1), undefined]);
  });

  test("commitFallback() keeps why another channel took over", async () => {
    const fact = await send();
    await history().commitFallback(fact.conversation, OVERDUE, await snapshotOf(fact));
    expect((await snapshotOf(fact)).fallback).toEqual(OVERDUE);
  });

  test("commitFallback() keeps how it went in place of that it began", async () => {
    const fact = await send();
    await history().commitFallback(fact.conversation, { ...OVERDUE, failure: "fallback-422" }, await snapshotOf(fact));
    await history().commitFallback(fact.conversation, { ...OVERDUE, isSaid: true }, await snapshotOf(fact));
    expect((await snapshotOf(fact)).fallback).toEqual({ ...OVERDUE, isSaid: true });
  });

  test("commitFallback() says that it was kept", async () => {
    const fact = await send();
    expect(await history().commitFallback(fact.conversation, OVERDUE, await snapshotOf(fact))).toBe(true);
  });

  test.each([
    { what: "a receipt came", isReceipt: true },
    { what: "another one was kept", isReceipt: false },
  ])("commitFallback() says that $what since it was loaded", async ({ isReceipt }) => {
    const fact = await send();
    const stale = await snapshotOf(fact);
    if (isReceipt) await merge(fact);
    else await history().commitFallback(fact.conversation, REVOKED, stale);
    expect(await history().commitFallback(fact.conversation, OVERDUE, stale)).toBe(false);
  });

  test("commitFallback() that is too late keeps nothing", async () => {
    const fact = await send();
    const stale = await snapshotOf(fact);
    await merge(fact);
    await history().commitFallback(fact.conversation, OVERDUE, stale);
    expect((await snapshotOf(fact)).fallback).toBeUndefined();
  });

  test("commitFallback() of two at once lets exactly one win", async () => {
    const fact = await send();
    const snapshots = await Promise.all([snapshotOf(fact), snapshotOf(fact)]);
    const kept = await Promise.all(
      snapshots.map((snapshot, index) =>
        history().commitFallback(fact.conversation, index ? OVERDUE : REVOKED, snapshot),
      ),
    );
    expect(kept.toSorted()).toEqual([false, true]);
  });

  test("commitFallback() leaves what was decided as it was, and tells the next try", async () => {
    const fact = await send();
    const before = await journalOf(history(), fact);
    await history().commitFallback(fact.conversation, OVERDUE, await snapshotOf(fact));
    const entries = before?.entries.map((entry) => ({ ...entry, fallback: OVERDUE }));
    expect(await journalOf(history(), fact)).toEqual({ ...before, entries });
  });

  test("commit() by a later try leaves that another channel took over", async () => {
    const fact = await send();
    await history().commitFallback(fact.conversation, OVERDUE, await snapshotOf(fact));
    await commitNow(history(), fact, { acts: [CODE], leaseUntil: UNTIL });
    expect((await snapshotOf(fact)).fallback).toEqual(OVERDUE);
  });
}
