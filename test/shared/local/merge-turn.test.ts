import { describe, expect, it } from "vitest";
import { outgoingId, turnId } from "../../../shared/conversation/turn-id.ts";
import {
  mergeTurn,
  turnOfCommit,
  turnOfFact,
  turnOfOutcomes,
  turnOfReceipts,
} from "../../../shared/local/merge-turn.ts";
import { readJournal, type StoredTurn } from "../../../shared/store/stored-turn.ts";
import { BYE, commitOf, HELLO } from "../../contracts/committing.ts";
import { messageFact, messageId, noon, receipt } from "../../contracts/facts.ts";

const fact = messageFact({ at: noon(3) });
const message = messageId(outgoingId(turnId(fact), 0));

const SETTLED = turnOfCommit(commitOf(fact, { acts: [HELLO, BYE], at: noon(5) }));
const LEFT = turnOfOutcomes([{ index: 0 }]);
const REFUSED = turnOfOutcomes([{ index: 1, failure: "blocked" }]);
const READ = turnOfReceipts({ message, index: 0 }, [receipt(message, "read", noon(9))]);
const EARLIER = turnOfReceipts({ message, index: 0 }, [
  receipt(message, "read", noon(8)),
  receipt(message, "delivered", noon(1)),
]);

function merged(...told: readonly StoredTurn[]): StoredTurn | undefined {
  return told.reduce<StoredTurn | undefined>(mergeTurn, undefined);
}

describe("mergeTurn()", () => {
  it("keeps what was told first as it is", () => expect(merged(SETTLED)).toEqual(SETTLED));

  it("keeps what is told again as it is", () => {
    expect(merged(SETTLED, READ, SETTLED, READ)).toEqual(merged(SETTLED, READ));
  });

  it.each([
    { order: "committed last", told: [READ, EARLIER, REFUSED, LEFT, SETTLED] },
    { order: "committed in the middle", told: [EARLIER, LEFT, SETTLED, READ, REFUSED] },
    { order: "recorded, then committed", told: [REFUSED, turnOfFact(fact), SETTLED, READ, LEFT, EARLIER] },
  ])("comes to the same when it is $order", ({ told }) => {
    expect(merged(...told)).toEqual(merged(SETTLED, LEFT, REFUSED, READ, EARLIER));
  });

  it("keeps the earliest time of each index", () => {
    expect(merged(SETTLED, READ, EARLIER)?.acts?.[0]?.times).toEqual({
      sent: noon(5).getTime(),
      read: noon(8).getTime(),
      delivered: noon(1).getTime(),
    });
  });

  it("places the turn by the earliest time known of it", () => {
    expect([merged(SETTLED, READ)?.at, merged(READ, EARLIER)?.at]).toEqual([noon(3).getTime(), noon(1).getTime()]);
  });

  it("tells the acts apart", () => {
    expect(readJournal(turnId(fact), merged(SETTLED, REFUSED) ?? SETTLED).entries.map(({ isDone }) => isDone)).toEqual([
      false,
      true,
    ]);
  });

  it("takes back that a turn was abandoned when it is committed again, and nothing else", () => {
    const abandoned = { at: Number.MAX_SAFE_INTEGER, isAbandoned: true };
    expect(merged(SETTLED, REFUSED, abandoned, SETTLED)).toEqual(merged(SETTLED, REFUSED));
  });
});
