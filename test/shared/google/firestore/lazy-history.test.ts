import { describe, expect, it } from "vitest";
import type { ConversationId, MessageId } from "../../../../shared/base/ids.ts";
import { lazyHistory } from "../../../../shared/google/firestore/lazy-history.ts";
import type { History } from "../../../../shared/ports/history.ts";

/** Nobody listens there: what is tested here needs no Firestore. */
const OPTIONS = { project: "p", database: "(default)", emulator: "127.0.0.1:1", keepDays: 30 };

/** Loads the client, and calls nobody. */
function touch(history: History): Promise<void> {
  return history.mergeReceipts("hash" as ConversationId, "M1" as MessageId, []);
}

/** History whose client cannot be opened the first time. */
function failingOnce(): History {
  const errors = [new RangeError("Cannot load")];
  const project = () => {
    const error = errors.pop();
    if (error !== undefined) throw error;
    return "p";
  };
  return lazyHistory({
    ...OPTIONS,
    get project() {
      return project();
    },
  });
}

describe("lazyHistory()", () => {
  it("is cold before its first call", () => expect(lazyHistory(OPTIONS).isCold?.()).toBe(true));

  it("is warm after its first call", async () => {
    const history = lazyHistory(OPTIONS);
    await touch(history);
    expect(history.isCold?.()).toBe(false);
  });

  it("is cold again when its client could not be opened", async () => {
    const history = failingOnce();
    await touch(history).catch(() => undefined);
    expect(history.isCold?.()).toBe(true);
  });

  it("remembers no failure to open its client", async () => {
    const history = failingOnce();
    await touch(history).catch(() => undefined);
    await expect(touch(history)).resolves.toBeUndefined();
  });
});
