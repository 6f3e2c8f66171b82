import { describe, expect, test } from "vitest";
import { parseProtobufJson } from "../../../simulator/api/protobuf-json.ts";

const parse = (text: string) => parseProtobufJson(text, 3);

describe("parseProtobufJson()", () => {
  test.each([
    '{"a": [1, -2.5e3, 0, true, false, null], "b": {}, "": "c\\n\\u00e9\\ud83d\\udca1\\/\\"\\\\"}',
    " [ ] ",
    "0.5",
    '"🎩"',
    `"${"x".repeat(300_000)}"`,
    '{"__proto__": 1}',
  ])("reads the JSON %.40j as JSON.parse() does", (text) => {
    expect(parse(text)).toEqual({ value: JSON.parse(text), deviations: [] });
  });

  test.each([
    ["a comma before }", '{\n  "a": 1,\n}', { a: 1 }, "trailing-comma", "line 2, column 9"],
    ["a comma before ]", "[1,]", [1], "trailing-comma", "line 1, column 3"],
    ["single quotes", `{"a": 'it"s'}`, { a: 'it"s' }, "single-quotes", "line 1, column 7"],
    ["a bare key", "{a_$1: 1}", { a_$1: 1 }, "bare-key", "line 1, column 2"],
    ["a key that begins as a word does", "{nullable: 1}", { nullable: 1 }, "bare-key", "line 1, column 2"],
    ["a line break in a text", '{"a": "1\n2"}', { a: "1\n2" }, "line-break-in-text", "line 1, column 7"],
    ["an odd escape", String.raw`{"a": "it\'s"}`, { a: "it's" }, "odd-escape", "line 1, column 7"],
  ])("takes %s and names the place", (_name, text, value, leniency, place) => {
    const parsed = parse(text);
    expect(parsed.value).toEqual(value);
    expect(new Set(parsed.deviations)).toEqual(new Set([{ leniency, place }]));
  });

  test.each([
    ["nothing", "", "line 1, column 1: expected a value"],
    ["a second value", "1 2", "line 1, column 3: expected the end"],
    ["a comment", "{} // no", "line 1, column 4: expected the end"],
    ["a text that does not end", '{"a": "1', "line 1, column 7: expected a value"],
    ["a missing comma", '{"a": 1\n"b": 2}', "line 2, column 1: expected a comma or }"],
    ["two commas", "[1,,2]", "line 1, column 4: expected a value"],
    ["a comma alone", "{,}", "line 1, column 2: expected a key"],
    ["a word as a key", "{null: 1}", "line 1, column 2: expected a key"],
    ["a missing colon", '{"a" 1}', "line 1, column 6: expected a colon"],
    ["an octal number", "[010]", "line 1, column 3: expected a comma or ]"],
    ["a hexadecimal number", "[0x10]", "line 1, column 3: expected a comma or ]"],
    ["a number with a plus", "+1", "line 1, column 1: expected a value"],
    ["no number", "NaN", "line 1, column 1: expected a value"],
    ["half an escape", String.raw`"\u12"`, String.raw`line 1, column 1: expected four hexadecimal digits after \u`],
    ["four levels", "[[[[]]]]", "line 1, column 4: expected fewer levels"],
  ])("refuses %s and names the place", (_name, text, message) => {
    expect(() => parse(text)).toThrow(`Cannot read the body: ${message}`);
  });
});
