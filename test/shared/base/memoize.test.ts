import { describe, expect, it } from "vitest";
import { memoize } from "../../../shared/base/memoize.ts";

describe("memoize", () => {
  function counted(most?: number) {
    const made: string[] = [];
    const make = memoize((key: string) => {
      made.push(key);
      return key === "nothing" ? undefined : { key };
    }, most);
    return { made, make };
  }

  it("makes the same of a key once, also where that is nothing", () => {
    const { made, make } = counted();
    expect(make("a")).toBe(make("a"));
    expect([make("nothing"), make("nothing")]).toEqual([undefined, undefined]);
    expect(made).toEqual(["a", "nothing"]);
  });

  it("remembers no more keys than it may", () => {
    const { made, make } = counted(2);
    for (const key of ["a", "b", "c", "c", "a"]) make(key);
    expect(made).toEqual(["a", "b", "c", "a"]);
  });

  it("remembers nothing of what could not be made", () => {
    let tries = 0;
    const make = memoize(() => {
      tries += 1;
      if (tries === 1) throw new RangeError("no such zone");
      return tries;
    });
    expect(() => make("a")).toThrow("no such zone");
    expect(make("a")).toBe(2);
  });
});
