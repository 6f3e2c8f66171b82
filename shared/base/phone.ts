import type { Address } from "./ids.ts";

/** @see https://www.itu.int/rec/T-REC-E.164 */
const E_164 = /^\+[1-9]\d{6,14}$/;

/**
 * What people write between the digits, blanks, brackets and dashes of every kind among it, and what nobody sees: address books put
 * marks of direction around a number that is copied from them.
 */
const MARKS = /[\s()./\p{Pd}\p{Cf}]/gu;
/** The zero before the number within a country, which nobody dials from abroad. */
const TRUNK = /\(0\)/;

/** Whom somebody means: a phone number as it is in E.164, `+44 (0)7700 900-123` as `+447700900123`, and anything else as it is. */
export function addressIn(text: string): Address {
  const number = text.normalize("NFKC").replace(TRUNK, "").replace(MARKS, "");
  return (number.startsWith("+") ? number : text.trim()) as Address;
}

/** True for a phone number in E.164 form, with its plus and nothing between the digits. */
export function isPhone(text: string): text is Address {
  return E_164.test(text);
}
