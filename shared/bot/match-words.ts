import { once } from "../base/once.ts";
import { compose, foldCase, plainWordsOf, tidy, withoutAccents } from "../inbound/peoples-words.ts";

/** What a user's words are compared with: a string with all of them; a RegExp with a part; a function as it likes. */
export type TextPattern = string | RegExp | ((text: string) => boolean);

/** What a RegExp captured in its parentheses; nothing without one. */
export type Captured = readonly (string | undefined)[];

/** A text in the forms that it is compared in. Made once, however many patterns are tried. */
export interface Words {
  /** As typed, in composed form: some phones send letters and their accents apart. */
  readonly typed: string;
  /** With plain quotes, spaces and digits. */
  readonly tidied: () => string;
  /** Tidied, and without accents, as many people write who chat. */
  readonly plain: () => string;
  /** That, in folded case. */
  readonly folded: () => string;
  /** Only the words of it, without punctuation; `""` where it has none. */
  readonly bare: () => string;
}

/** The forms of a text, each made when it is first asked for. */
export function hear(text: string): Words {
  const tidied = once(() => tidy(text));
  const plain = once(() => withoutAccents(tidied()));
  const folded = once(() => foldCase(plain()));
  return { typed: compose(text), tidied, plain, folded, bare: once(() => plainWordsOf(text)) };
}

/**
 * True for texts that say the same: in any case of any language, with accents or without, and with any punctuation. Where
 * there are no words, the signs count.
 */
export function isSame(one: Words, other: Words): boolean {
  return one.folded() === other.folded() || (one.bare() !== "" && one.bare() === other.bare());
}

/**
 * Tries a pattern on words: as they are typed, and then as they are meant. What is captured comes from the first form that
 * matches.
 */
export function matchWords(pattern: TextPattern): (words: Words) => Captured | undefined {
  if (typeof pattern === "function") return ({ typed }) => (pattern(typed) ? [] : undefined);
  if (typeof pattern === "string") {
    const wanted = hear(pattern);
    return (words) => (isSame(wanted, words) ? [] : undefined);
  }
  const exact = search(pattern);
  const plain = once(() => searchPlain(pattern));
  return (words) =>
    exact(words.typed) ??
    exact(words.tidied()) ??
    plain()(words.plain()) ??
    (pattern.ignoreCase ? plain()(words.folded()) : undefined);
}

/** Always from the start: a RegExp with the flag `g` or `y` goes on where it last stopped. */
export function search({ source, flags }: Pick<RegExp, "source" | "flags">): (text: string) => Captured | undefined {
  const pattern = new RegExp(source, flags.replace(/[gy]/g, ""));
  return (text) => pattern.exec(text)?.slice(1);
}

/** Searches a text without accents for what the pattern says with them. */
function searchPlain({ source, flags }: RegExp): (text: string) => Captured | undefined {
  try {
    return search({ source: plainSource(source), flags });
  } catch {
    // Two names of groups may be the same without their accents: then nothing is found that is typed without them.
    return () => undefined;
  }
}

/** A letter by its code, in the source of a RegExp; or any other pair of a backslash and a sign, which stays. */
const ESCAPED = /\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2})|.)/gisu;
const RANGE = /(.)-(.)/gsu;

/**
 * The source of a RegExp that finds in a text without accents what it finds in one with them. A range that begins or ends with
 * an accented letter means other letters without its accents: with one, the source stays as it is.
 */
function plainSource(source: string): string {
  const spelt = source.replace(ESCAPED, (all, ...codes: readonly unknown[]) => {
    const code = codes.slice(0, 3).find((one) => typeof one === "string");
    const letter = typeof code === "string" ? String.fromCodePoint(Number.parseInt(code, 16)) : "";
    return /\p{L}/u.test(letter) ? letter : all;
  });
  const hasOddRange = [...spelt.matchAll(RANGE)].some(([range]) => withoutAccents(range) !== range);
  return hasOddRange ? source : withoutAccents(spelt).replaceAll("ß", "ss");
}
