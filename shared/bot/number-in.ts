import { tidy } from "../inbound/peoples-words.ts";

/** Groups of digits with one sign between them, the same everywhere: `100 001`, `100,001`, `1 0 0 0 0 1`. */
const GROUPED = /(?<![\d][.,])\d+(?:([ .,'\u066C\u00B7_-])\d+(?:\1\d+)*)(?![.,]?\d)/gu;
const DIGITS = /\d+/g;

/**
 * The number of so many digits that a text holds, in the digits 0 to 9: it may be written in digits of any script, and in groups
 * with a sign between them. One in one piece comes first. Signs other than spaces stand between groups of three, so that
 * neither a date nor a price with cents is taken for a number.
 */
export function numberIn(text: string, digits: number): string | undefined {
  const tidied = tidy(text);
  const isWanted = (number: string) => number.length === digits;
  const whole = [...tidied.matchAll(DIGITS)].map(([number]) => number).find(isWanted);
  const grouped = [...tidied.matchAll(GROUPED)].filter(([groups, sign]) => sign === " " || isInThrees(groups, sign));
  return whole ?? grouped.map(([groups]) => groups.replace(/\D/g, "")).find(isWanted);
}

function isInThrees(groups: string, sign = ""): boolean {
  const [first = "", ...others] = groups.split(sign);
  return first.length <= 3 && others.every(({ length }) => length === 3);
}
