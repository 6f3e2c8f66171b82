import { describe, expect, it } from "vitest";
import { LIMITS, limit } from "../../../shared/reply/limits.ts";

describe("limit()", () => {
  it.each([
    ["suggestions", 11],
    ["plainText", 3072],
    ["eventTitle", 100],
    ["cardTitle", 200],
  ] as const)("is what the stricter channel takes: %s", (of, most) => expect(limit(of)).toBe(most));

  it("is finite for everything, so that every refusal can name it", () => {
    const names = Object.keys(LIMITS.rcs) as readonly (keyof typeof LIMITS.rcs)[];
    expect(names.filter((of) => !Number.isFinite(limit(of)))).toEqual([]);
  });
});
