import { describe, expect, it } from "vitest";
import { present } from "../../../shared/base/present.ts";

describe("present()", () => {
  it("leaves out what is undefined and nothing else", () => {
    const given: { readonly a: string; readonly b: number; readonly c: boolean; readonly d?: string | undefined } = {
      a: "",
      b: 0,
      c: false,
      d: undefined,
    };
    expect(Object.entries(present(given))).toEqual([
      ["a", ""],
      ["b", 0],
      ["c", false],
    ]);
  });
});
