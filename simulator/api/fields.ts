import { parseTime } from "../../shared/base/parse-time.ts";
import type { Advise } from "./leniency.ts";
import { refine, type Schema, schemaOf, sourced, violation } from "./schema.ts";
import { SOURCES } from "./sources.ts";

/**
 * A text. An empty one is no field.
 * @param max Counted in UTF-16 units; a text never has fewer units than code points.
 */
export function text(max = Number.POSITIVE_INFINITY): Schema<string> {
  return textOf(max, (value) => value.length <= max);
}

/** A text of at most `max` code points. */
export function codePoints(max: number): Schema<string> {
  return textOf(max, (value) => [...value].length <= max);
}

function textOf(max: number, isShort: (value: string) => boolean): Schema<string> {
  const tooLong = (field: string) => violation(field, `at most ${max} characters`);
  return schemaOf(
    (value, field) => {
      if (typeof value !== "string") return violation(field, "a text");
      return isShort(value) ? [] : tooLong(field);
    },
    (field) => (max === Number.POSITIVE_INFINITY ? [] : tooLong(field)),
    absentWhenEmpty,
  );
}

/** A text of a form. */
export function textLike(pattern: RegExp): Schema<string> {
  return simple(
    `a text like ${pattern.source}`,
    (value) => typeof value === "string" && pattern.test(value),
    absentWhenEmpty,
  );
}

/** A schema with one rule. */
function simple<T>(
  expected: string,
  isMet: (value: unknown) => boolean,
  normalize?: Schema<T>["normalize"],
): Schema<T> {
  const broken = (field: string) => violation(field, expected);
  return schemaOf((value, field) => (isMet(value) ? [] : broken(field)), broken, normalize);
}

const UNSPECIFIED = /^(?:[A-Z]+_)*UNSPECIFIED$/;

/**
 * One of the given words, in the order of their numbers from 1 on. Every enum also has a word that ends in `UNSPECIFIED`, with the
 * number 0, and means no word.
 */
export function enumOf<Word extends string>(...words: readonly Word[]): Schema<Word> {
  const isKnown = (value: unknown) => words.some((known) => known === value);
  return simple(`one of ${words.join(", ")}`, isKnown, (value, field, advise) => {
    if (isKnown(value) || (typeof value !== "number" && typeof value !== "string")) return value;
    if (String(value) === "0" || UNSPECIFIED.test(String(value))) {
      advise("default-value", field);
      return undefined;
    }
    const numbered = words[Number(value) - 1];
    if (numbered === undefined) return value;
    advise("enum-as-number", field);
    return numbered;
  });
}

/** A number from `min` to `max`. */
export function number(min: number, max: number): Schema<number> {
  const isWithin = (value: unknown) => typeof value === "number" && value >= min && value <= max;
  return simple(`a number from ${min} to ${max}`, isWithin, (value, field, advise) => {
    if (typeof value !== "string" || !/^\S+$/.test(value) || Number.isNaN(Number(value))) return value;
    advise("number-as-text", field);
    return Number(value);
  });
}

/** What protobuf reads as true. @see https://github.com/protocolbuffers/protobuf/blob/v3.21.12/src/google/protobuf/stubs/strutil.cc */
export const TRUE = /^(true|t|yes|y|1)$/i;
const FALSE = /^(false|f|no|n|0)$/i;

/** True or false. */
export const boolean: Schema<boolean> = simple(
  "true or false",
  (value) => typeof value === "boolean",
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

const isUri = (value: unknown) => typeof value === "string" && URI.test(value) && URL.canParse(value);
const uri = sourced(SOURCES.rfc3986, simple<string>("a URL with http or https, as in RFC 3986", isUri));

/** A URL of at most 2048 characters that RFC 3986 knows: `URL` alone would remove white space and encode the rest. */
export const url: Schema<string> = refine(text(2048), uri);

const DURATION = /^\d+(\.\d{1,9})?s$/;

/** A time span in seconds. It is a message of protobuf's, so an empty text is none. */
export const duration: Schema<string> = simple(
  `a text like ${DURATION.source}`,
  (value) => typeof value === "string" && DURATION.test(value),
);

/** A time in RFC 3339. */
export const time: Schema<string> = simple(
  "an RFC 3339 time",
  (value) => typeof value === "string" && parseTime(value) !== undefined,
);

/** In proto3 JSON an empty text means the same as no field. */
function absentWhenEmpty(value: unknown, field: string, advise: Advise): unknown {
  if (value !== "") return value;
  advise("default-value", field);
  return undefined;
}
