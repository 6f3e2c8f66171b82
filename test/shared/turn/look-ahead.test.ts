import { setImmediate as nextTick } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type Ahead, lookAhead } from "../../../shared/turn/look-ahead.ts";

/** All that comes, in short. */
async function seenOf(source: AsyncIterable<string>): Promise<readonly string[]> {
  const seen: string[] = [];
  for await (const ahead of lookAhead(source)) seen.push(short(ahead));
  return seen;
}

function short({ value, isLast }: Ahead<string>): string {
  return isLast ? `${value}.` : value;
}

async function* quick(...values: readonly string[]) {
  yield* values;
}

/** Waits long enough between its values, and before its end, to be no longer in the same breath. */
async function* slow(...values: readonly string[]) {
  for (const value of values) {
    yield value;
    for (const _ of [1, 2, 3]) await nextTick();
  }
}

describe("lookAhead()", () => {
  it.each([
    { values: [], seen: [] },
    { values: ["a"], seen: ["a."] },
    { values: ["a", "b", "c"], seen: ["a", "b", "c."] },
  ])("says with the last value of a quick source that it is the last: $values", async ({ values, seen }) => {
    expect(await seenOf(quick(...values))).toEqual(seen);
  });

  it.each([
    { values: [], seen: [] },
    { values: ["a"], seen: ["a", "a."] },
    { values: ["a", "b"], seen: ["a", "b", "b."] },
  ])("repeats the last value of a slow source as the last: $values", async ({ values, seen }) => {
    expect(await seenOf(slow(...values))).toEqual(seen);
  });

  it("gives a value before the next one is there", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const source = async function* () {
      yield "a";
      await promise;
      yield "b";
    };
    const seen: string[] = [];
    for await (const ahead of lookAhead(source())) {
      seen.push(short(ahead));
      resolve();
    }
    expect(seen).toEqual(["a", "b."]);
  });

  it("lets the source go on while its value is used", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const source = async function* () {
      yield "a";
      resolve();
      for (const _ of [1, 2, 3]) await nextTick();
      yield "b";
    };
    const seen: string[] = [];
    for await (const ahead of lookAhead(source())) {
      await promise;
      seen.push(short(ahead));
    }
    expect(seen).toEqual(["a", "b."]);
  });

  it.each([
    { breath: "in the same breath", ticks: 0 },
    { breath: "later", ticks: 3 },
  ])("gives each value before it fails as the source does ($breath)", async ({ ticks }) => {
    const source = async function* () {
      yield "a";
      for (let tick = 0; tick < ticks; tick += 1) await nextTick();
      throw new RangeError("Broken");
    };
    const seen: string[] = [];
    const use = async () => {
      for await (const ahead of lookAhead(source())) seen.push(short(ahead));
    };
    await expect(use()).rejects.toThrow("Broken");
    expect(seen).toEqual(["a"]);
  });

  it("ends the source when nobody wants more", async () => {
    const met: string[] = [];
    const source = async function* () {
      try {
        yield "a";
        yield "b";
      } finally {
        met.push("ended");
      }
    };
    for await (const { value } of lookAhead(source())) {
      met.push(value);
      break;
    }
    expect(met).toEqual(["a", "ended"]);
  });

  it("says nothing of a failure that comes when nobody wants more", async () => {
    const source = async function* () {
      yield "a";
      await nextTick();
      throw new RangeError("Nobody waits for this");
    };
    for await (const { value } of lookAhead(source())) {
      expect(value).toBe("a");
      break;
    }
  });
});
