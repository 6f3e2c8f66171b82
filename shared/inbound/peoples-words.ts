// People's words, made comparable. The same words come in many forms: another keyboard, another case, an accent left out, an
// emoji behind, a sign that nobody sees. Both sides of a comparison go through the same function; what it returns is for
// comparing, never for showing. Every function takes time in proportion to its input, whatever is in it.

/** How many UTF-16 units are compared. What comes after them is left out. */
const COMPARED_LENGTH = 10_000;

/**
 * Marks beyond the eighth on one letter. No writing has as many, and to bring thousands into their canonical order takes time
 * that grows with the square. The halfwidth sound marks are letters until they are normalised.
 * @see https://unicode.org/reports/tr15/#Stream_Safe_Text_Format
 */
const PILED_MARKS = /([\p{M}\uFF9E\uFF9F]{8})[\p{M}\uFF9E\uFF9F]+/gu;

/**
 * Joiners, soft hyphens, byte order marks, marks of direction, variation selectors, fillers: nobody sees them. The Arabic
 * tatweel only makes a word longer.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u0640]/gu;

const WHITE_SPACE = /[\s\p{Z}\p{Cc}]+/gu;

const SINGLE_QUOTES = /[\u2018-\u201B\u2032\u02B9\u02BB-\u02BD\u05F3\uFF07\u0060\u00B4\u2039\u203A]/g;
const DOUBLE_QUOTES = /[\u201C-\u201F\u2033\u05F4\uFF02\u00AB\u00BB\u300C-\u300F]/g;
const DASHES = /[\u2010-\u2015\u2212\u05BE\uFE58\uFE63\uFF0D]/g;

/** Emoji with all that belongs to them. Before NFKC, which makes letters of some, such as ™ and ℹ. */
const EMOJI = /(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]|\u20E3)+/gu;

/**
 * Accents, points and vowel signs that people leave out when they chat: Latin, Greek and Cyrillic ones, Hebrew points, Arabic
 * vowel signs and hamza. The marks of other scripts, such as Devanagari, Thai and kana, make another word and are kept.
 */
const ACCENTS = /[[\p{M}&&[\p{sc=Inherited}\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Cyrillic}]]--[\u3099\u309A]]/gv;

/** Letters whose stroke or shape is no mark in Unicode, and what people type in their place. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  ð: "d",
  Ð: "D",
  ø: "o",
  Ø: "O",
  ħ: "h",
  Ħ: "H",
  ŧ: "t",
  Ŧ: "T",
  ı: "i",
  æ: "ae",
  Æ: "AE",
  œ: "oe",
  Œ: "OE",
  þ: "th",
  Þ: "TH",
};
const SHAPED_LETTERS = new RegExp(`[${Object.keys(PLAIN_LETTERS).join("")}]`, "g");

/**
 * A text without what differs from keyboard to keyboard: compatible forms of letters (NFKC), straight quotes, plain dashes,
 * the digits 0 to 9, single spaces and none at the ends, nothing invisible. Case, accents, punctuation and emoji stay, so a
 * pattern still fits.
 */
export function tidy(text: string): string {
  const visible = cut(text.toWellFormed().replace(INVISIBLE, "").replace(PILED_MARKS, "$1"), COMPARED_LENGTH);
  // Before NFKC, which makes a space and a mark of an acute accent that stands alone; and after it, which makes more of them.
  return straighten(cut(straighten(visible).normalize("NFKC"), COMPARED_LENGTH))
    .replace(/(?![0-9])\p{Nd}/gu, digit)
    .replace(WHITE_SPACE, " ")
    .trim();
}

/** A text as it was typed, in composed form: some phones send letters and their accents apart. */
export function compose(text: string): string {
  return text.replace(PILED_MARKS, "$1").normalize();
}

/**
 * A tidy text without the differences of case in any language: `STRASSE` is `straße`, a Greek sigma is one letter, and so is
 * the Turkish `i`, dotted or not: `İnsan`, `INSAN` and `ınsan` are `insan`.
 */
export function foldCase(tidied: string): string {
  // By way of capitals, which have one form where small letters have several; and before by small letters, for the capital ß.
  const small = tidied.toLowerCase().toUpperCase().toLowerCase();
  return small.replaceAll("i\u0307", "i").replaceAll("ς", "σ").normalize("NFC");
}

/** A text as people write it who leave accents out: `zamówienie` is `zamowienie`, `żółw` is `zolw`. Case and all else stay. */
export function withoutAccents(text: string): string {
  return text
    .normalize("NFD")
    .replace(ACCENTS, "")
    .normalize("NFC")
    .replace(SHAPED_LETTERS, (letter) => PLAIN_LETTERS[letter] ?? letter);
}

/**
 * Only the words of a text, in folded case, with single spaces between them: no punctuation, no quotes, no emoji.
 * `“Zamówienie”!! 🙏` is `zamówienie`; of a text without a letter or digit nothing is left.
 */
export function wordsOf(text: string): string {
  const folded = foldCase(tidy(text.replace(EMOJI, " ")));
  return folded.replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();
}

/** As `wordsOf`, without accents: what two people write who mean the same word. */
export function plainWordsOf(text: string): string {
  // An accent that stood alone leaves a gap.
  return withoutAccents(wordsOf(text)).replace(/ {2,}/g, " ").trim();
}

function straighten(text: string): string {
  return text.replace(SINGLE_QUOTES, "'").replace(DOUBLE_QUOTES, '"').replace(DASHES, "-");
}

/** The first `most` UTF-16 units of a text; one less where they would end in the middle of a character. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");
}

/** Digits of a script come in tens, in their order: a digit is worth as much as there are before it. */
function digit(other: string): string {
  const code = other.codePointAt(0) ?? 0;
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}
