import { describe, expect, it } from "vitest";
import { runStory } from "./run-story.ts";
import { drawStory } from "./story.ts";
import { openTraceDigest } from "./trace.ts";

/** The digest of all that happens in a story. */
async function traceOf(seed: number): Promise<string> {
  const { take, digest } = openTraceDigest();
  await runStory(drawStory({ seed, turns: 60 }), take);
  return digest();
}

describe("runStory()", () => {
  it.each([1, 2, 4])("keeps every promise through outages, crashes and repeats (seed %i)", async (seed) => {
    const { violations } = await runStory(drawStory({ seed, turns: 250 }));
    expect(violations).toEqual([]);
  });

  it("tells the same story with the same seed, to the last byte, and another with another", async () => {
    const [one, again, other] = [await traceOf(5), await traceOf(5), await traceOf(6)];
    expect([one === again, one === other]).toEqual([true, false]);
  });
});
