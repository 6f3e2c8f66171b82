import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import type { MessageId } from "../../shared/base/ids.ts";
import { text } from "../../shared/bot/reply.ts";
import type { Entry, History } from "../../shared/effect/ports.ts";
import { type Status, type StatusTimes, status } from "../../shared/effect/status.ts";
import type { Receipt } from "../../shared/inbound/inbound.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import { anyConversation, anyOutgoingId, messageId, noon, receipt } from "../contracts/facts.ts";
import { RUNS } from "./arbitraries.ts";

const SENT = { id: anyOutgoingId(), reply: text("Hello"), at: noon(1) };

/** One of ours that was sent here, and one that history knows from receipts alone. */
const MESSAGES: readonly MessageId[] = [messageId(SENT.id), messageId(anyOutgoingId())];

/** From what says least to what no receipt can take back. */
const RANKS: readonly Status[] = ["unknown", "failed", "sent", "expired", "delivered", "read"];

type Happening = Receipt | "sent";

const receipts = fc
  .tuple(fc.constantFrom(...MESSAGES), fc.constantFrom("delivered", "read", "expired", "revoked"), fc.nat(3))
  .map(([message, type, atMs]) => receipt(message, type, noon(atMs)));

const happening = fc.oneof({ arbitrary: receipts, weight: 5 }, { arbitrary: fc.constant("sent" as const), weight: 1 });

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

/** What a fresh conversation knows when all this was told, in this order; entries of one time in the order of their ids. */
async function tell(history: History, happenings: readonly Happening[]): Promise<readonly Entry[]> {
  const conversation = anyConversation();
  for (const one of happenings) {
    if (one === "sent") await history.recordOutgoing(conversation, SENT);
    else await history.mergeReceipts(conversation, one.message, [one]);
  }
  return entriesOf(history, conversation);
}

async function entriesOf(history: History, conversation: Parameters<History["read"]>[0]): Promise<readonly Entry[]> {
  const entries = await history.read(conversation, 100);
  return entries.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

describe("localHistory()", () => {
  it("knows the same after receipts in any order, any number of times, before and after the send's own answer", async () => {
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
        for (const [message, batch] of Map.groupBy(all, ({ message: of }) => of)) {
          await history.mergeReceipts(conversation, message, batch);
        }
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
      fc.property(steps, steps, failure, (known, later, why) => {
        const before = RANKS.indexOf(status(timesOf(known), why));
        expect(RANKS.indexOf(status(timesOf([...known, ...later]), why))).toBeGreaterThanOrEqual(before);
      }),
      RUNS,
    );
  });
});
