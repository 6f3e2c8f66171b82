import { describe, expect, it } from "vitest";
import { lazyHistory } from "../../../../shared/google/firestore/lazy-history.ts";
import type { HistoryOptions } from "../../../../shared/google/firestore/open.ts";
import type { History } from "../../../../shared/ports/history.ts";
import { messageFact, noon } from "../../../contracts/facts.ts";
import { listen } from "../../../support/listen.ts";

/** Of a Firestore that takes whatever is written. */
async function openOptions(): Promise<HistoryOptions> {
  const updateTime = noon().toISOString();
  const body = { writeResults: [{ updateTime }], commitTime: updateTime };
  const { host } = await listen(async () => ({ status: 200, headers: { "content-type": "application/json" }, body }));
  return { project: "p", database: "(default)", emulator: host, keepDays: 30 };
}

/** Loads the client, and writes once. */
function touch(history: History): Promise<void> {
  return history.record(messageFact());
}

/** History whose client cannot be opened the first time. */
async function failingOnce(): Promise<History> {
  const errors = [new RangeError("Cannot load")];
  const project = () => {
    const error = errors.pop();
    if (error !== undefined) throw error;
    return "p";
  };
  return lazyHistory({
    ...(await openOptions()),
    get project() {
      return project();
    },
  });
}

describe("lazyHistory()", () => {
  it("is cold before its first call", async () => expect(lazyHistory(await openOptions()).isCold?.()).toBe(true));

  it("is warm after its first call", async () => {
    const history = lazyHistory(await openOptions());
    await touch(history);
    expect(history.isCold?.()).toBe(false);
  });

  it("is cold again when its client could not be opened", async () => {
    const history = await failingOnce();
    await touch(history).catch(() => undefined);
    expect(history.isCold?.()).toBe(true);
  });

  it("remembers no failure to open its client", async () => {
    const history = await failingOnce();
    await touch(history).catch(() => undefined);
    await expect(touch(history)).resolves.toBeUndefined();
  });
});
