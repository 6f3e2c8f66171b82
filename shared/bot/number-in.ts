import { tidy } from "../inbound/peoples-words.ts";

/** Groups of digits with one sign between them, the same everywhere: `100 001`, `100,001`, `1 0 0 0 0 1`. */
const GROUPED = /(?<![\d][.,])\d+(?:([ .,'\u066C\u00B7_-])\d+(?:\1\d+)*)(?![.,]?\d)/gu;
const DIGITS = /\d+/g;
/** What makes the emoji of a digit: `1️⃣`. */
const KEYCAP = "\u20E3";

/**
 * The number of so many digits that a text holds, in the digits 0 to 9: it may be written in digits of any script, and in groups
 * with a sign between them. One in one piece comes first. Signs other than spaces stand between groups of three, or of two before
 * the last three, as in India: so neither a date nor a price with cents is taken for a number.
 */
export function numberIn(text: string, digits: number): string | undefined {
  const tidied = tidy(text).replaceAll(KEYCAP, "");
  const isWanted = (number: string) => number.length === digits;
  const whole = [...tidied.matchAll(DIGITS)].map(([number]) => number).find(isWanted);
  const grouped = [...tidied.matchAll(GROUPED)].filter(([groups, sign]) => sign === " " || isGrouped(groups, sign));
  return whole ?? grouped.map(([groups]) => groups.replace(/\D/g, "")).find(isWanted);
}

function isGrouped(groups: string, sign = ""): boolean {
  const [first = "", ...others] = groups.split(sign);
  const last = others.pop() ?? "";
  const isInTwos = sign === "," && first.length <= 2 && others.every(({ length }) => length === 2);
  const isInThrees = first.length <= 3 && others.every(({ length }) => length === 3);
  return last.length === 3 && (isInThrees || isInTwos);
}
