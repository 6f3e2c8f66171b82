import { describe, expect, it } from "vitest";
import { fitLines, type Line, shorten } from "../../../shared/reply/fit-lines.ts";

const FAMILY = "👨‍👩‍👧‍👦";
const LINK = { text: `Shop: https://example.com/${"p".repeat(60)}`, isWhole: true } as const;
const words = (length: number): Line => ({ text: "w".repeat(length) });

describe("shorten()", () => {
  it.each([
    ["words", 5, "words"],
    ["words", 4, "wor…"],
    ["two words", 5, "two…"],
    ["🎩🎩🎩", 5, "🎩🎩…"],
    ["🎩🎩🎩", 4, "🎩…"],
    [`a${FAMILY}b`, FAMILY.length + 1, "a…"],
    ["cafe\u0301s", 5, "caf…"],
    ["words", 1, "…"],
  ])("shortens %j to %i units as %j", (whole, most, short) => expect(shorten(whole, most)).toBe(short));
});

describe("fitLines()", () => {
  it("leaves alone what fits", () => {
    expect(fitLines([words(5), LINK], 100, 9)).toEqual({ texts: [`wwwww\n${LINK.text}`], isShortened: false });
  });

  it("shortens the longest words first, and no link", () => {
    const { texts, isShortened } = fitLines([words(10), LINK, words(200), words(300), LINK], 400, 9);
    const [first, link, second, third, last] = texts.join().split("\n");
    expect([first, link, last]).toEqual(["w".repeat(10), LINK.text, LINK.text]);
    expect([second, third].map((line) => [line?.length, line?.at(-1)])).toEqual([
      [107, "…"],
      [107, "…"],
    ]);
    expect([texts.length, isShortened]).toEqual([1, true]);
  });

  it("shortens the words around a link in them, not the link", () => {
    const url = "https://example.com/a/long/path";
    const { texts } = fitLines([{ text: `${"a".repeat(200)} ${url} ${"b".repeat(200)}` }], 200, 9);
    expect(texts).toEqual([`${"a".repeat(82)}… ${url} ${"b".repeat(82)}…`]);
  });

  it("writes several texts where the links leave too little for words", () => {
    const lines = [words(30), LINK, words(60), LINK, words(100)];
    const { texts, isShortened } = fitLines(lines, 130, 9);
    expect(texts.join("\n").split("\n")).toEqual(lines.map(({ text }) => text));
    expect(texts.every(({ length }) => length <= 130)).toBe(true);
    expect(isShortened).toBe(false);
  });

  it("says so when even the most texts are not enough", () => {
    expect(fitLines(Array(9).fill(LINK), 100, 2)).toEqual({ texts: [LINK.text, LINK.text], isShortened: true });
  });
});
