import { describe, expect, it, onTestFinished } from "vitest";
import { outgoingId, turnId } from "../../../shared/conversation/turn-id.ts";
import { openDatabase } from "../../../shared/local/database.ts";
import { localDocuments } from "../../../shared/local/documents.ts";
import { storedHistory } from "../../../shared/store/history.ts";
import { turnPath } from "../../../shared/store/paths.ts";
import { commitNow, HELLO, UNTIL } from "../../contracts/committing.ts";
import { messageFact, messageId, noon, receipt } from "../../contracts/facts.ts";

const KEEP_DAYS = 90;
const DAY_MS = 86_400_000;
const daysAfterNoon = (days: number) => noon(days * DAY_MS);

/** A turn of noon, its message, and what is stored of it. */
function open() {
  const db = openDatabase(":memory:");
  onTestFinished(() => db.close());
  const documents = localDocuments(db);
  const history = storedHistory(documents, KEEP_DAYS);
  const fact = messageFact();
  const { conversation } = fact;
  const message = messageId(outgoingId(turnId(fact), 0));
  return {
    fact,
    commit: () => commitNow(history, fact, { acts: [HELLO], at: noon(), leaseUntil: UNTIL }),
    receive: (type: "read" | "delivered", { at, received }: { readonly at: Date; readonly received: Date }) =>
      history.mergeReceipts({ conversation, received }, message, [receipt(message, type, at)]),
    record: () => history.record(fact),
    stored: async () => (await documents.get([turnPath(conversation, turnId(fact))]))[0]?.members,
    order: async () => (await history.read(conversation, 9)).entries.map(({ type }) => type),
    commitLater: (days: number) => commitNow(history, messageFact({ conversation, at: daysAfterNoon(days) })),
  };
}

const OLD = { at: new Date("2018-01-01T00:00:00Z"), received: daysAfterNoon(1) };
const LATE = { at: daysAfterNoon(20), received: daysAfterNoon(20) };

describe("storedHistory(), receipts", () => {
  it.each([
    ["of 2018", OLD],
    ["that comes weeks later", LATE],
  ])("neither shorten nor lengthen how long a turn is kept: one %s", async (_which, times) => {
    const { commit, receive, stored } = open();
    await commit();
    await receive("read", times);
    expect(await stored()).toMatchObject({ at: noon().getTime(), expireAt: daysAfterNoon(KEEP_DAYS) });
  });

  it("that come before the turn leave its time and its end to it", async () => {
    const { commit, receive, stored } = open();
    await receive("read", OLD);
    await commit();
    expect(await stored()).toMatchObject({ at: noon().getTime(), expireAt: daysAfterNoon(KEEP_DAYS) });
  });

  it("that come before a fact that is only recorded leave its time and its end to it", async () => {
    const { record, receive, stored } = open();
    await receive("read", OLD);
    await record();
    expect(await stored()).toMatchObject({ at: noon().getTime(), expireAt: daysAfterNoon(KEEP_DAYS) });
  });

  it("of a message that nobody knows are kept from when the first one came", async () => {
    const { receive, stored } = open();
    await receive("read", OLD);
    await receive("delivered", LATE);
    const times = { read: OLD.at.getTime(), delivered: LATE.at.getTime() };
    expect(await stored()).toMatchObject({
      at: OLD.received.getTime(),
      expireAt: daysAfterNoon(KEEP_DAYS + 1),
      acts: { 0: { times } },
    });
  });

  it("leave the turns in their order", async () => {
    const { commit, commitLater, receive, order } = open();
    await commit();
    await commitLater(0.5);
    await receive("read", { at: noon(-DAY_MS), received: daysAfterNoon(1) });
    expect(await order()).toEqual(["message", "outgoing", "message"]);
  });
});
