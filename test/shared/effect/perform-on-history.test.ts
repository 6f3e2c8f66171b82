import { describe, expect, it } from "vitest";
import { TransientError } from "../../../shared/base/errors.ts";
import type { MessageId } from "../../../shared/base/ids.ts";
import { performOnHistory } from "../../../shared/effect/perform-on-history.ts";
import type { History } from "../../../shared/effect/ports.ts";
import { openDatabase } from "../../../shared/local/database.ts";
import { localHistory } from "../../../shared/local/history.ts";
import { ada, factOf, RECEIVED, webhookOf } from "../../sealed.ts";

const fact = factOf("event", webhookOf("rcs", ada.typing()));
const { conversation } = fact;
const message = "0b9f6d0e-6c59-4d0c-9c5e-3f7f6b2a1d44" as MessageId;
const receipts = [{ message, type: "delivered", at: RECEIVED }] as const;

describe("performOnHistory()", () => {
  it("records a fact", async () => {
    const history = localHistory(openDatabase(":memory:"));
    await performOnHistory([{ do: "record", fact }], history);
    expect(await history.read(conversation, 9)).toMatchObject([{ type: "event", id: fact.id }]);
  });

  it("merges receipts", async () => {
    const history = localHistory(openDatabase(":memory:"));
    await performOnHistory([{ do: "mergeReceipts", conversation, message, receipts }], history);
    expect(await history.read(conversation, 9)).toMatchObject([{ id: message, times: { delivered: RECEIVED } }]);
  });

  it("comes to the same when it is repeated", async () => {
    const history = localHistory(openDatabase(":memory:"));
    const effects = [
      { do: "record", fact },
      { do: "mergeReceipts", conversation, message, receipts },
    ] as const;
    await performOnHistory(effects, history);
    const once = await history.read(conversation, 9);
    await performOnHistory(effects, history);
    expect(await history.read(conversation, 9)).toEqual(once);
  });

  it("performs all of many, 20 at once", async () => {
    const merged: MessageId[] = [];
    const running: number[] = [];
    const history = localHistory(openDatabase(":memory:"));
    const mergeReceipts: History["mergeReceipts"] = async (_conversation, id) => {
      running.push((running.at(-1) ?? 0) + 1);
      await Promise.resolve();
      running.push((running.at(-1) ?? 0) - 1);
      merged.push(id);
    };
    const ids = Array.from({ length: 45 }, (_, index) => `M${index}` as MessageId);
    const effects = ids.map((id) => ({ do: "mergeReceipts", conversation, message: id, receipts }) as const);
    await performOnHistory(effects, { ...history, mergeReceipts });
    expect([merged, Math.max(...running)]).toEqual([ids, 20]);
  });

  it("rejects with what history rejects with", async () => {
    const db = openDatabase(":memory:");
    const history = localHistory(db);
    db.exec("DROP TABLE entries");
    await expect(performOnHistory([{ do: "record", fact }], history)).rejects.toThrow(TransientError);
  });
});
