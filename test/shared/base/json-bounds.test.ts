import { describe, expect, it } from "vitest";
import { parseJson } from "../../../shared/base/json.ts";
import { isWithinBounds } from "../../../shared/base/json-bounds.ts";

const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
const list = (values: number, value: string) => `[${Array.from({ length: values }, () => value).join(",")}]`;

describe("isWithinBounds()", () => {
  it.each([
    ["100 levels", nested(100)],
    ["what only looks nested, in a string", JSON.stringify(nested(200))],
    ["a quote in a string", JSON.stringify(`"${nested(200)}\\"${nested(200)}\\\\`)],
    ["a string of quotes", JSON.stringify('"'.repeat(50_000))],
    ["a list of 99,000 values", list(99_000, "0")],
    ["levels beside each other", list(200, "[{}]")],
    ["a string of 1 MiB", JSON.stringify("ж".repeat(524_288))],
    ["text that ends in a string", '["'],
  ])("is true for %s", (_what, text) => expect(isWithinBounds(text)).toBe(true));

  it.each([
    ["101 levels", nested(101)],
    ["levels that do not end", "[".repeat(1_048_576)],
    ["levels of objects", '{"a":'.repeat(101)],
    ["levels after a string that ends in backslashes", `["\\\\",${nested(101)}`],
    ["a list of 101,000 values", list(101_000, "0")],
    ["a list of 51,000 empty objects", list(51_000, "{}")],
  ])("is false for %s", (_what, text) => expect(isWithinBounds(text)).toBe(false));

  it("takes time in proportion to the text, whatever the backslashes", { timeout: 10_000 }, () => {
    const text = `["${"\\".repeat(524_288)}","${'\\"'.repeat(262_144)}"]`;
    expect(isWithinBounds(text)).toBe(true);
  });
});

describe("parseJson()", () => {
  it("takes what is nested too deeply for no JSON", () => {
    expect([parseJson(nested(100)), parseJson(nested(101))]).toEqual([expect.anything(), undefined]);
  });
});
