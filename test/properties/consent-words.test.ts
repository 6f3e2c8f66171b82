import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Address } from "../../shared/base/ids.ts";
import { CONSENT_WORDS, COURTESIES } from "../../shared/bot/consent-words.ts";
import { readConsent } from "../../shared/bot/read-consent.ts";
import { foldCase, plainWordsOf, tidy, wordsOf } from "../../shared/inbound/peoples-words.ts";

const address = "+447700900123" as Address;
const optsOut = (text: string) => readConsent({ content: { type: "text", text }, address })?.isOptedOut === true;

const everywhere = CONSENT_WORDS.filter(({ callingCodes }) => callingCodes === undefined);
const stopWord = fc.constantFrom(...everywhere.flatMap(({ stop = [] }) => stop));

const INVISIBLE = ["\u200B", "\u200C", "\u200D", "\uFEFF", "\u202A", "\u202E", "\u2060", "\u00AD", "\uFE0F", "\u034F"];
const MARKS = ["\u0300", "\u0301", "\u0335", "\u20E3"];
const AROUND = [
  " ",
  "\n",
  "\u00A0",
  ".",
  "!",
  "…",
  "?!",
  "“",
  "”",
  "«",
  "»",
  "'",
  "*",
  "🙏🏽",
  "🛑",
  "👩‍👩‍👧",
  "❤️",
  "🇵🇱",
  ")",
];

const invisible = fc.array(fc.constantFrom(...INVISIBLE), { maxLength: 2 }).map((all) => all.join(""));
const around = fc.array(fc.constantFrom(...AROUND), { maxLength: 4 }).map((all) => all.join(""));
const courtesy = fc.option(fc.constantFrom(...COURTESIES), { nil: "" });

/** One letter as somebody may type it: in either case, full width, with a mark or with something that nobody sees. */
const dressLetter = (letter: string) =>
  fc
    .tuple(
      fc.constantFrom("same", "upper", "lower", "wide"),
      fc.option(fc.constantFrom(...MARKS), { nil: "" }),
      invisible,
    )
    .map(([shape, mark, hidden]) => shapeOf(letter, shape) + (/[a-z]/i.test(letter) ? mark : "") + hidden);

function shapeOf(letter: string, shape: string): string {
  if (shape === "upper") return letter.toUpperCase();
  if (shape === "lower") return letter.toLowerCase();
  const code = letter.charCodeAt(0);
  return shape === "wide" && code > 0x20 && code < 0x7f ? String.fromCharCode(code + 0xfee0) : letter;
}

const dressed = (word: string) => fc.tuple(...Array.from(word, dressLetter)).map((letters) => letters.join(""));

/** An opt-out word in any dress, with courtesies. */
const optOut = fc
  .tuple(around, courtesy, around, stopWord.chain(dressed), around, courtesy, around)
  .map(([a, before, b, word, c, after, d]) => `${a}${before} ${b}${word}${c} ${after}${d}`);

/** Words that no courtesy and no consent word begins or ends with, so that a sentence stays one. */
const other = fc.constantFrom("it", "order", "my", "when", "does", "sale", "zakupy", "не", "לא", "注文", "7", "müsait");

describe("readConsent(), whatever people type", () => {
  it("takes an opt-out word in any dress for an opt-out", () => {
    fc.assert(fc.property(optOut, (text) => optsOut(text)));
  });

  it("takes a sentence that holds one for a sentence", () => {
    fc.assert(
      fc.property(
        optOut,
        other,
        fc.boolean(),
        (text, word, isBefore) => optsOut(isBefore ? `${word} ${text}` : `${text} ${word}`) === false,
      ),
    );
  });

  it("never fails", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => !optsOut(`x${text}`)));
  });
});

describe("wordsOf(), whatever people type", () => {
  const anything = fc.string({ unit: "binary", maxLength: 200 });

  it("says the same of what it has said", () => {
    fc.assert(fc.property(anything, (text) => wordsOf(wordsOf(text)) === wordsOf(text)));
    fc.assert(fc.property(anything, (text) => plainWordsOf(plainWordsOf(text)) === plainWordsOf(text)));
    fc.assert(fc.property(anything, (text) => tidy(tidy(text)) === tidy(text)));
  });

  it("hears the same in capitals", () => {
    fc.assert(fc.property(anything, (text) => foldCase(tidy(text).toUpperCase()) === foldCase(tidy(text))));
  });

  it("finds nothing in what nobody sees", () => {
    fc.assert(fc.property(invisible, around, (hidden, signs) => wordsOf(hidden + signs + hidden) === ""));
    expect(wordsOf("")).toBe("");
  });
});
