/**
 * As deep as Google's own parser goes.
 * @see https://protobuf.dev/programming-guides/json/ and protobuf's default recursion limit
 */
const MAX_DEPTH = 100;
/** 1 MiB of empty objects would take 20 MiB when parsed; the longest list that we know of has 10,000 phones. */
const MAX_VALUES = 100_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** True when JSON text, parsed, takes only a few times its length in memory. A stranger's can take a hundred times as much. */
export function isWithinBounds(text: string): boolean {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    const step = stepAt(code);
    depth += step;
    if (step > 0 || code === COMMA) values += 1;
    if (depth > MAX_DEPTH || values > MAX_VALUES) return false;
  }
  return true;
}

/** One level down at { and [, one up at } and ]. */
function stepAt(code: number): 1 | 0 | -1 {
  if (code === 0x7b || code === 0x5b) return 1;
  return code === 0x7d || code === 0x5d ? -1 : 0;
}

/** The place of the quote that ends the string which begins at `start`; the text's end where none does. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

/** True after an odd number of backslashes. */
function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
