import { randomUUID } from "node:crypto";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { newState } from "../../../../shared/conversation/state.ts";
import { outgoingId, turnId } from "../../../../shared/conversation/turn-id.ts";
import { firestoreHistory } from "../../../../shared/google/firestore/history.ts";
import { openFirestore } from "../../../../shared/google/firestore/open.ts";
import { openFirestoreRest } from "../../../../shared/google/firestore/rest.ts";
import { type CommitOptions, commitNow, HELLO } from "../../../contracts/committing.ts";
import { messageFact, messageId, noon, receipt } from "../../../contracts/facts.ts";

const hosts = inject("emulators");
const KEEP_DAYS = 30;
const fact = messageFact();
const { conversation } = fact;

/** Noon of 20 November 2026, and some milliseconds, thirty days later. */
const expiry = (plusMs: number) => new Date(noon(plusMs).getTime() + KEEP_DAYS * 86_400_000);

function headAfter(isOptedOut: boolean): CommitOptions {
  return { state: { ...newState(fact), consent: { isOptedOut, at: noon() } } };
}

function open() {
  const of = { project: `test-${randomUUID()}`, database: "(default)", emulator: hosts?.firestore };
  // Google's own client reads what was written.
  const db = openFirestore(of);
  onTestFinished(() => db.terminate());
  const state = db.doc(`conversations/${conversation}`);
  const expiryOf = async (path: string) => (await db.doc(path).get()).get("expireAt")?.toDate();
  return {
    history: firestoreHistory(openFirestoreRest(of), KEEP_DAYS),
    headExpiry: () => expiryOf(state.path),
    failureExpiry: async () => (await db.collection("failures").get()).docs[0]?.get("expireAt")?.toDate(),
    turnExpiry: () => expiryOf(`${state.path}/turns/${turnId(fact)}`),
  };
}

describe.skipIf(hosts === undefined)("firestoreHistory()", () => {
  it("forgets a state so many days after its last turn", async () => {
    const { history, headExpiry } = open();
    await commitNow(history, fact, { at: noon(1) });
    await commitNow(history, messageFact({ conversation }), { at: noon(2) });
    expect(await headExpiry()).toEqual(expiry(2));
  });

  it("never forgets the state of who has opted out", async () => {
    const { history, headExpiry } = open();
    await commitNow(history, fact);
    await commitNow(history, messageFact({ conversation }), headAfter(true));
    expect(await headExpiry()).toBeUndefined();
  });

  it("never forgets an opt-out that is a conversation's first turn", async () => {
    const { history, headExpiry } = open();
    await commitNow(history, fact, headAfter(true));
    expect(await headExpiry()).toBeUndefined();
  });

  it("never forgets an opt-out because its turn was released", async () => {
    const { history, headExpiry } = open();
    await history.release(await commitNow(history, fact, { ...headAfter(true), acts: [HELLO], leaseUntil: noon(9) }));
    expect(await headExpiry()).toBeUndefined();
  });

  it("forgets the state of who has opted in again", async () => {
    const { history, headExpiry } = open();
    await commitNow(history, fact, headAfter(true));
    await commitNow(history, messageFact({ conversation }), { ...headAfter(false), at: noon(3) });
    expect(await headExpiry()).toEqual(expiry(3));
  });

  it("forgets a turn so many days after it, though the user has opted out", async () => {
    const { history, turnExpiry } = open();
    await commitNow(history, fact, { ...headAfter(true), at: noon(4) });
    expect(await turnExpiry()).toEqual(expiry(4));
  });

  it("forgets a fact that was only recorded", async () => {
    const { history, turnExpiry } = open();
    await history.record(fact);
    expect(await turnExpiry()).toEqual(expiry(0));
  });

  it("forgets a turn that only receipts told of", async () => {
    const { history, turnExpiry } = open();
    const message = messageId(outgoingId(turnId(fact), 0));
    await history.mergeReceipts({ conversation, received: noon(7) }, message, [receipt(message, "read", noon(7))]);
    expect(await turnExpiry()).toEqual(expiry(7));
  });

  it("forgets 40 days later that a message failed", async () => {
    const { history, failureExpiry } = open();
    await history.countFailure("M1", noon(1));
    await history.countFailure("M1", noon(2));
    expect(await failureExpiry()).toEqual(new Date(noon(2).getTime() + 40 * 86_400_000));
  });

  it("forgets a turn whose outcome was recorded", async () => {
    const { history, turnExpiry } = open();
    await commitNow(history, fact, { acts: [HELLO], leaseUntil: noon(9) });
    await history.recordOutcome(conversation, turnId(fact), [{ index: 0 }]);
    expect(await turnExpiry()).toEqual(expiry(5));
  });
});
