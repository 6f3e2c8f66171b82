import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import type { ConversationId, MessageId } from "../../shared/base/ids.ts";
import type { HistoryEntry, OutgoingEntry, StatusTimes } from "../../shared/bot/history-entry.ts";
import { type Status, status } from "../../shared/conversation/status.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import type { ReceiptType } from "../../shared/inbound/inbound.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import type { History } from "../../shared/ports/history.ts";
import { commitNow, HELLO } from "../contracts/committing.ts";
import { anyConversation, anyOutgoingId, messageFact, messageId, noon, receipt } from "../contracts/facts.ts";
import { RUNS } from "./arbitraries.ts";

/** Stands for the id of a message of ours, which is another in each conversation. */
const ANY_NAME = messageId(anyOutgoingId());
const STRANGE = messageId(anyOutgoingId());

/** From what says least to what nothing can take back. */
const RANKS: readonly Status[] = ["unknown", "sent", "failed", "expired", "delivered", "read"];

interface Told {
  /** Of one of ours that was sent here, or of one that history knows from receipts alone. */
  readonly of: "ours" | "strange";
  readonly type: ReceiptType;
  readonly at: Date;
}

type Happening = Told | "committed" | "recorded";

const receipts: fc.Arbitrary<Told> = fc.record({
  of: fc.constantFrom("ours", "strange"),
  type: fc.constantFrom("delivered", "read", "expired", "revoked"),
  at: fc.nat(3).map((ms) => noon(ms)),
});

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { arbitrary: receipts, weight: 5 },
  { arbitrary: fc.constantFrom("committed", "recorded"), weight: 2 },
);

/** What happened, and the same in another order, some of it more than once. */
const twoTellings = fc.array(happening, { minLength: 1, maxLength: 12 }).chain((once) =>
  fc.record({
    once: fc.constant(once),
    again: fc
      .tuple(
        fc.shuffledSubarray(once, { minLength: once.length }),
        fc.array(fc.constantFrom(...once), { maxLength: 8 }),
      )
      .chain(([all, repeats]) => fc.shuffledSubarray([...all, ...repeats], { minLength: all.length + repeats.length })),
  }),
);

function openHistory(): History {
  const db = openDatabase(":memory:");
  onTestFinished(() => db.close());
  return localHistory(db);
}

/** What a fresh conversation knows when all this was told, in this order; named alike, and in the order of the names. */
async function tell(history: History, happenings: readonly Happening[]): Promise<readonly HistoryEntry[]> {
  const conversation = anyConversation();
  for (const one of happenings) await tellOne(history, conversation, one);
  return entriesOf(history, conversation);
}

async function tellOne(history: History, conversation: ConversationId, one: Happening): Promise<unknown> {
  const fact = messageFact({ conversation, id: "M1", at: noon(2) });
  if (one === "committed") return commitNow(history, fact, { acts: [HELLO], at: noon(2) });
  if (one === "recorded") return history.record(fact);
  return merge(history, conversation, [one]);
}

async function merge(history: History, conversation: ConversationId, told: readonly Told[]): Promise<void> {
  for (const [of, batch] of Map.groupBy(told, ({ of: message }) => message)) {
    const message = of === "strange" ? STRANGE : oursIn(conversation);
    await history.mergeReceipts(
      { conversation, received: noon(2) },
      message,
      batch.map(({ type, at }) => receipt(message, type, at)),
    );
  }
}

function oursIn(conversation: ConversationId): MessageId {
  return messageId(outgoingId(turnId({ conversation, type: "message", id: "M1" }), 0));
}

async function entriesOf(history: History, conversation: ConversationId): Promise<readonly HistoryEntry[]> {
  const { entries } = await history.read(conversation, 100);
  const named = entries.map((entry) => (isOurs(entry, conversation) ? { ...entry, id: ANY_NAME } : entry));
  return named.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

function isOurs(entry: HistoryEntry, conversation: ConversationId): entry is OutgoingEntry {
  return entry.type === "outgoing" && entry.id === oursIn(conversation);
}

describe("localHistory()", () => {
  it("knows the same after receipts in any order, any number of times, before and after the decision", async () => {
    const history = openHistory();
    await fc.assert(
      fc.asyncProperty(twoTellings, async ({ once, again }) => {
        expect(await tell(history, again)).toEqual(await tell(history, once));
      }),
      RUNS,
    );
  });

  it("knows the same after one batch as after receipt by receipt", async () => {
    const history = openHistory();
    await fc.assert(
      fc.asyncProperty(fc.array(receipts, { maxLength: 12 }), async (all) => {
        const conversation = anyConversation();
        await merge(history, conversation, all);
        expect(await entriesOf(history, conversation)).toEqual(await tell(history, all));
      }),
      RUNS,
    );
  });
});

describe("status()", () => {
  const steps = fc.uniqueArray(fc.constantFrom("sent", "delivered", "read", "expired", "revoked"));
  const timesOf = (known: readonly string[]): StatusTimes => Object.fromEntries(known.map((step) => [step, noon()]));
  const failure = fc.option(fc.constant("blocked"), { nil: undefined });

  it("is the same in whatever order the steps came to be known", () => {
    const twice = steps.chain((known) =>
      fc.tuple(fc.constant(known), fc.shuffledSubarray(known, { minLength: known.length })),
    );
    fc.assert(
      fc.property(twice, failure, ([known, shuffled], why) => {
        expect(status(timesOf(shuffled), why)).toBe(status(timesOf(known), why));
      }),
      RUNS,
    );
  });

  it("is taken back by nothing that becomes known later", () => {
    fc.assert(
      fc.property(steps, steps, failure, failure, (known, later, why, laterWhy) => {
        const before = RANKS.indexOf(status(timesOf(known), why));
        const after = status(timesOf([...known, ...later]), why ?? laterWhy);
        expect(RANKS.indexOf(after)).toBeGreaterThanOrEqual(before);
      }),
      RUNS,
    );
  });
});
