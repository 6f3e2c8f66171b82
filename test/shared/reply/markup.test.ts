import { describe, expect, it } from "vitest";
import { isClosedMarkup, stripMarkup } from "../../../shared/reply/markup.ts";

describe("stripMarkup()", () => {
  it.each([
    ["plain", "plain"],
    ["**bold** and *italic*", "bold and italic"],
    ["**bold with *italic* in it**", "bold with italic in it"],
    ["***both***", "both"],
    ["[label](https://example.com/a?b=c)", "label: https://example.com/a?b=c"],
    ["**[label](https://example.com)**", "label: https://example.com"],
    ["\\*literal\\* \\[x\\] \\(y\\)", "*literal* [x] (y)"],
    ["**a \\* b**", "a * b"],
    ["2 * 3", "2 * 3"],
    ["2 * 3 * 4", "2 * 3 * 4"],
    ["* one\n* two", "* one\n* two"],
    ["*a **b** c*", "a b c"],
    ["[no link] (here)", "[no link] (here)"],
    ["[label](javascript:alert)", "[label](javascript:alert)"],
    ["two\n**lines\nlong**", "two\nlines\nlong"],
  ])("makes %j %j", (markup, words) => expect(stripMarkup(markup)).toBe(words));

  it("ends soon, whatever it is given", () => {
    const marks = ["*", "**", "[", "\\", "[a](", "**a*"].map((mark) => mark.repeat(3072 / mark.length));
    expect(marks.map(stripMarkup).every(({ length }) => length <= 3072)).toBe(true);
  });
});

describe("isClosedMarkup()", () => {
  it.each([
    "plain",
    "**bold** and *italic*",
    "***both***",
    "*a **b** c*",
    "**[label](https://example.com)**",
    "[write](mailto:a@example.com) or [call](tel:+442079460000)",
    "2 \\* 3",
    "[no link] (here)",
    "Open (until 6)",
  ])("is true for %j", (markup) => expect(isClosedMarkup(markup)).toBe(true));

  it.each([
    "2 * 3",
    "2 * 3 * 4",
    "*hi",
    "**hi*",
    "** hi **",
    "**a* b**",
    "* one\n* two",
    "[x](ftp://example.com)",
    "[x](https://example.com/a_(b))",
    "[*x](https://example.com)",
  ])("is false for %j", (markup) => expect(isClosedMarkup(markup)).toBe(false));

  it("ends soon, whatever it is given", () => {
    const marks = ["*", "**", "[", "\\", "[a](", "**a*", "*a**b"].map((mark) => mark.repeat(3072 / mark.length));
    expect(marks.map(isClosedMarkup)).toHaveLength(7);
  });
});
