import type { Advise } from "./leniency.ts";
import { type Schema, schemaOf, violation } from "./schema.ts";
import { SOURCES } from "./sources.ts";

/**
 * A text that is not empty.
 * @param max Counted in UTF-16 units; a text never has fewer units than code points.
 */
export function text(max = Number.POSITIVE_INFINITY): Schema<string> {
  return schemaOf((value, field) => {
    if (typeof value !== "string" || value === "") return violation(field, "a text that is not empty");
    return value.length > max ? violation(field, `at most ${max} characters`) : [];
  }, absentWhenEmpty);
}

/** A text of a form. */
export function textLike(pattern: RegExp): Schema<string> {
  return schemaOf((value, field) => {
    const isLike = typeof value === "string" && pattern.test(value);
    return isLike ? [] : violation(field, `a text like ${pattern.source}`);
  }, absentWhenEmpty);
}

/** A text of at most `max` code points. */
export function codePoints(max: number): Schema<string> {
  return schemaOf((value, field) => {
    const found = text()(value, field);
    return found.length === 0 && [...String(value)].length > max
      ? violation(field, `at most ${max} characters`)
      : found;
  }, absentWhenEmpty);
}

const UNSPECIFIED = /^(?:[A-Z]+_)*UNSPECIFIED$/;

/** One of the given words. Every enum also has a word that ends in `UNSPECIFIED` and means no word. */
export function enumOf<Word extends string>(...words: readonly Word[]): Schema<Word> {
  const isKnown = (value: unknown) => words.some((known) => known === value);
  return schemaOf(
    (value, field) => (isKnown(value) ? [] : violation(field, `one of ${words.join(", ")}`)),
    (value, field, advise) => {
      if (isKnown(value) || typeof value !== "string" || !UNSPECIFIED.test(value)) return value;
      advise("default-value", field);
      return undefined;
    },
  );
}

/** A number from `min` to `max`. */
export function number(min: number, max: number): Schema<number> {
  return schemaOf(
    (value, field) =>
      typeof value === "number" && value >= min && value <= max
        ? []
        : violation(field, `a number from ${min} to ${max}`),
    (value, field, advise) => {
      if (typeof value !== "string" || value.trim() === "" || Number.isNaN(Number(value))) return value;
      advise("number-as-text", field);
      return Number(value);
    },
  );
}

/** @see https://github.com/protocolbuffers/protobuf/blob/v3.21.12/src/google/protobuf/stubs/strutil.cc */
const TRUE = /^(true|t|yes|y|1)$/i;
const FALSE = /^(false|f|no|n|0)$/i;

/** True or false. */
export const boolean: Schema<boolean> = schemaOf(
  (value, field) => (typeof value === "boolean" ? [] : violation(field, "true or false")),
  (value, field, advise) => {
    if (typeof value !== "string" || !(TRUE.test(value) || FALSE.test(value))) return value;
    advise("boolean-as-text", field);
    return TRUE.test(value);
  },
);

/** A field that only Google sets: the value from a caller is ignored. */
export const outputOnly: Schema<unknown> = () => [];

/** What a URI may hold, and where. @see RFC 3986, appendix A */
const URI =
  /^https?:\/\/(?:[\w\-.~!$&'()*+,;=:]|%[\da-f]{2})*@?(?:\[[\da-f:.v]+\]|(?:[\w\-.~!$&'()*+,;=]|%[\da-f]{2})+)(?::\d*)?(?:\/(?:[\w\-.~!$&'()*+,;=:@/]|%[\da-f]{2})*)?(?:\?(?:[\w\-.~!$&'()*+,;=:@/?]|%[\da-f]{2})*)?(?:#(?:[\w\-.~!$&'()*+,;=:@/?]|%[\da-f]{2})*)?$/i;

/** A URL of at most 2048 characters that RFC 3986 knows: `URL` alone would remove white space and encode the rest. */
export const url: Schema<string> = schemaOf((value, field) => {
  const found = text(2048)(value, field);
  const isUrl = URI.test(String(value)) && URL.canParse(String(value));
  if (found.length > 0 || isUrl) return found;
  return violation(field, "a URL with http or https, as in RFC 3986").map((at) => ({ ...at, source: SOURCES.rfc3986 }));
}, absentWhenEmpty);

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i;

/** A time in RFC 3339. */
export const time: Schema<string> = schemaOf((value, field) => {
  const isTime = typeof value === "string" && RFC_3339.test(value) && !Number.isNaN(Date.parse(value));
  return isTime ? [] : violation(field, "an RFC 3339 time");
});

/** In proto3 JSON an empty text means the same as no field. */
function absentWhenEmpty(value: unknown, field: string, advise: Advise): unknown {
  if (value !== "") return value;
  advise("default-value", field);
  return undefined;
}
