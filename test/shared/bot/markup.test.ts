import { describe, expect, it } from "vitest";
import { stripMarkup } from "../../../shared/bot/markup.ts";

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
    ["[no link] (here)", "[no link] (here)"],
    ["two\n**lines\nlong**", "two\nlines\nlong"],
  ])("makes %j %j", (markup, words) => expect(stripMarkup(markup)).toBe(words));

  it("ends soon, whatever it is given", () => {
    const marks = ["*", "**", "[", "\\", "[a](", "**a*"].map((mark) => mark.repeat(3072 / mark.length));
    expect(marks.map(stripMarkup).every(({ length }) => length <= 3072)).toBe(true);
  });
});
