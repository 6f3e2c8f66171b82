import { describe, expect, it } from "vitest";
import { recentEntries } from "../../../shared/turn/recent-entries.ts";
import { anyConversation, messageFact, noon } from "../../contracts/facts.ts";
import { openMemory } from "../../support/open-memory.ts";

/** A store that gives at most a hundred turns at once, and a conversation of 205. */
async function openLong() {
  const history = openMemory();
  const conversation = anyConversation();
  for (let n = 0; n < 205; n += 1) await history.record(messageFact({ conversation, at: noon(n), text: `${n}` }));
  const read: typeof history.read = (of, limit, older) => {
    if (limit > 100) throw new Error("The answer is too large");
    return history.read(of, limit, older);
  };
  const textsOf = async (limit: number) => {
    const entries = await recentEntries({ read }, conversation, limit);
    return entries.map((entry) => entry.type === "message" && entry.content.type === "text" && entry.content.text);
  };
  return { textsOf };
}

describe("recentEntries()", () => {
  it.each([
    [0, 0],
    [1, 1],
    [100, 100],
    [150, 150],
    [205, 205],
    [10_000, 205],
    [Number.POSITIVE_INFINITY, 205],
  ])("has of the %d newest turns those that there are: %d", async (limit, count) => {
    const { textsOf } = await openLong();
    expect(await textsOf(limit)).toEqual(Array.from({ length: count }, (_, n) => `${204 - n}`));
  });
});
