import { isObject, parseJson } from "../../shared/base/json.ts";
import { ApiError, type Violation } from "./api-error.ts";
import { own } from "./own-property.ts";

/** Finds what Google would refuse in a value that is there; one in which it finds nothing is a `T`. */
export interface Check<T> {
  (value: unknown, field: string): readonly Violation[];
  /** Never there: it makes the type tell what is proved. */
  readonly proves?: T;
}

/** JSON of which nothing is known but that it is an object. */
export type Body = Readonly<Record<string, unknown>>;

/** What each field of an object must be. */
export type Fields = Readonly<Record<string, Check<unknown>>>;

/** An object whose fields were all checked. */
type Checked<F extends Fields, Required extends keyof F> = { readonly [Key in Required]: Proved<F[Key]> } & {
  readonly [Key in Exclude<keyof F, Required>]?: Proved<F[Key]>;
};

/** What a check proves. */
export type Proved<C> = C extends Check<infer T> ? T : never;

/** What an object must have beside fields that are right by themselves. */
interface ObjectRules<Required> {
  readonly required?: readonly Required[];
  /** Exactly one field of each group. */
  readonly oneOf?: readonly (readonly string[])[];
}

/** @see https://protobuf.dev/programming-guides/proto-limits */
const MAX_DEPTH = 100;

/**
 * The body of a call; an empty one is `{}`. Names in snake case are brought to camel case, as Google's parser takes both.
 * @throws ApiError 400 when it is nested too deeply, or with all violations that the check finds.
 */
export function readBody<T>(bytes: Buffer, check: Check<T>): T {
  const json = bytes.length === 0 ? {} : parseJson(bytes.toString());
  if (isDeeper(json, MAX_DEPTH)) throw new ApiError(400, `Cannot take the body: expected at most ${MAX_DEPTH} levels`);
  const body = normalize(json);
  const violations = check(body, "");
  if (violations.length === 0) return body as T;
  throw new ApiError(400, `Cannot take the body: ${violations.map(describe).join("; ")}`, { violations });
}

/** An object of known fields only: Google's parser knows every field or refuses the call. */
export function object<F extends Fields, Required extends keyof F & string = never>(
  fields: F,
  { required = [], oneOf = [] }: ObjectRules<Required> = {},
): Check<Checked<F, Required>> {
  return (value, field) => {
    if (!isObject(value)) return violate(field, "an object");
    const present = Object.keys(value);
    const at = (key: string) => (field === "" ? key : `${field}.${key}`);
    return [
      ...present.flatMap((key) => (own<Check<unknown>>(fields, key) ?? unknownField)(value[key], at(key))),
      ...required.filter((key) => !present.includes(key)).flatMap((key) => violate(at(key), "a value")),
      ...oneOf.flatMap((group) =>
        group.filter((key) => present.includes(key)).length === 1
          ? []
          : violate(field, `exactly one of ${group.join(", ")}`),
      ),
    ];
  };
}

/** A list; numbers of elements are inclusive. */
export function list<T>(
  item: Check<T>,
  { min = 0, max }: { readonly min?: number; readonly max: number },
): Check<readonly T[]> {
  return (value, field) => {
    if (!Array.isArray(value)) return violate(field, "a list");
    if (value.length < min || value.length > max) return violate(field, `${min} to ${max} elements`);
    return value.flatMap((element: unknown, index) => item(element, `${field}[${index}]`));
  };
}

/**
 * A text that is not empty.
 * @param max In UTF-16 units, which are never fewer than code points.
 */
export function text(max = Number.POSITIVE_INFINITY, pattern = /^/): Check<string> {
  return (value, field) => {
    if (typeof value !== "string" || value === "") return violate(field, "a text that is not empty");
    if (value.length > max) return violate(field, `at most ${max} characters`);
    return pattern.test(value) ? [] : violate(field, `a text like ${pattern.source}`);
  };
}

/** A text of at most `max` code points. */
export function codePoints(max: number): Check<string> {
  return (value, field) => {
    const found = text()(value, field);
    return found.length === 0 && [...String(value)].length > max ? violate(field, `at most ${max} characters`) : found;
  };
}

/** One of some words. */
export function word<Word extends string>(...words: readonly Word[]): Check<Word> {
  return (value, field) => (words.some((known) => known === value) ? [] : violate(field, `one of ${words.join(", ")}`));
}

/** A number in a range; a numeric text counts, as guides write both. */
export function number(min: number, max: number): Check<number | string> {
  return (value, field) => {
    const met = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof met === "number" && met >= min && met <= max ? [] : violate(field, `a number from ${min} to ${max}`);
  };
}

/** True or false. */
export const flag: Check<boolean> = (value, field) =>
  typeof value === "boolean" ? [] : violate(field, "true or false");

/** An object of any fields, of whose names Google's parser changes none. */
export const struct: Check<Body> = (value, field) => (isObject(value) ? [] : violate(field, "an object"));

/** What only Google sets: it is ignored when a caller sends it. */
export const outputOnly: Check<unknown> = () => [];

/** A web address of at most 2048 characters. `URL` alone would cut white space out, which RFC 3986 has no place for. */
export const url: Check<string> = (value, field) => {
  const found = text(2048)(value, field);
  const isUrl = /^https?:\/\/\S+$/i.test(String(value)) && URL.canParse(String(value));
  return found.length > 0 || isUrl ? found : violate(field, "a URL with http or https");
};

/** A time in RFC 3339. */
export const time: Check<string> = (value, field) => {
  const isTime = typeof value === "string" && RFC_3339.test(value) && !Number.isNaN(Date.parse(value));
  return isTime ? [] : violate(field, "an RFC 3339 time");
};

/** A second check of an object that is right so far. */
export function also<T>(check: Check<T>, rule: (value: T, field: string) => readonly Violation[]): Check<T> {
  return (value, field) => {
    const found = check(value, field);
    return found.length > 0 ? found : rule(value as T, field);
  };
}

/** One violation. */
export function violate(field: string, expected: string): readonly Violation[] {
  return [{ field, description: `expected ${expected}` }];
}

/** The one field of any call whose names are the caller's own. */
const STRUCT = "parameters";

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i;

function describe({ field, description }: Violation): string {
  return field === "" ? description : `${field}: ${description}`;
}

const unknownField: Check<never> = (_value, field) => violate(field, "no such field");

/** Written again, a body would need a stack as deep as itself. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}

/** Camel case, and no null: in proto3 JSON that says that a field is not there. */
function normalize(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalize);
  if (!isObject(value)) return value;
  const camel = (key: string) => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const entries = Object.entries(value).flatMap(([key, member]) =>
    member === null ? [] : [[camel(key), key === STRUCT ? member : normalize(member)]],
  );
  return Object.fromEntries(entries);
}
