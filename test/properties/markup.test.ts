import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isClosedMarkup, stripMarkup } from "../../shared/reply/markup.ts";
import { richText } from "../../simulator/api/rich-text.ts";
import { RUNS } from "./arbitraries.ts";

const PARTS = [
  "*",
  "**",
  "***",
  "[",
  "]",
  "](",
  "(",
  ")",
  "a\\*b",
  "a\\[b",
  " ",
  "\n",
  "a",
  "[b](https://c)",
  "*d*",
  "**e**",
];
const markup = fc.array(fc.constantFrom(...PARTS), { maxLength: 12 }).map((parts) => parts.join(""));

describe("isClosedMarkup()", () => {
  it("is true only for what the platform takes", () => {
    fc.assert(
      fc.property(markup, (some) => {
        fc.pre(isClosedMarkup(some));
        expect(richText(some, "text")).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe("stripMarkup()", () => {
  it("never makes a text longer", () => {
    fc.assert(
      fc.property(markup, (some) => {
        expect(stripMarkup(some).length).toBeLessThanOrEqual(some.length);
      }),
      RUNS,
    );
  });
});
