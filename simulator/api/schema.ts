import { isObject, parseJson } from "../../shared/base/read.ts";
import { ApiError, type Violation } from "./api-error.ts";
import { ownProperty } from "./own-property.ts";

/** Finds what Google would refuse in a value that is there; one in which it finds nothing is a `T`. */
export interface Schema<T> {
  (value: unknown, field: string): readonly Violation[];
  /** Never there: it makes the type tell what is proved. */
  readonly infers?: T;
}

/** JSON of which nothing is known but that it is an object. */
export type Body = Readonly<Record<string, unknown>>;

/** What each field of an object must be. */
export type Fields = Readonly<Record<string, Schema<unknown>>>;

/** An object whose fields were all checked. */
type ObjectOf<F extends Fields, Required extends keyof F> = { readonly [Key in Required]: Infer<F[Key]> } & {
  readonly [Key in Exclude<keyof F, Required>]?: Infer<F[Key]>;
};

/** What a check proves. */
export type Infer<C> = C extends Schema<infer T> ? T : never;

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
export function readBody<T>(bytes: Buffer, check: Schema<T>): T {
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
): Schema<ObjectOf<F, Required>> {
  return (value, field) => {
    if (!isObject(value)) return violation(field, "an object");
    const present = Object.keys(value);
    const at = (key: string) => (field === "" ? key : `${field}.${key}`);
    return [
      ...present.flatMap((key) => (ownProperty<Schema<unknown>>(fields, key) ?? unknownField)(value[key], at(key))),
      ...required.filter((key) => !present.includes(key)).flatMap((key) => violation(at(key), "a value")),
      ...oneOf.flatMap((group) =>
        group.filter((key) => present.includes(key)).length === 1
          ? []
          : violation(field, `exactly one of ${group.join(", ")}`),
      ),
    ];
  };
}

/** A list; numbers of elements are inclusive. */
export function list<T>(
  item: Schema<T>,
  { min = 0, max }: { readonly min?: number; readonly max: number },
): Schema<readonly T[]> {
  return (value, field) => {
    if (!Array.isArray(value)) return violation(field, "a list");
    if (value.length < min || value.length > max) return violation(field, `${min} to ${max} elements`);
    return value.flatMap((element: unknown, index) => item(element, `${field}[${index}]`));
  };
}

/**
 * A text that is not empty.
 * @param max In UTF-16 units, which are never fewer than code points.
 */
export function text(max = Number.POSITIVE_INFINITY, pattern = /^/): Schema<string> {
  return (value, field) => {
    if (typeof value !== "string" || value === "") return violation(field, "a text that is not empty");
    if (value.length > max) return violation(field, `at most ${max} characters`);
    return pattern.test(value) ? [] : violation(field, `a text like ${pattern.source}`);
  };
}

/** A text of at most `max` code points. */
export function codePoints(max: number): Schema<string> {
  return (value, field) => {
    const found = text()(value, field);
    return found.length === 0 && [...String(value)].length > max
      ? violation(field, `at most ${max} characters`)
      : found;
  };
}

/** One of some words. */
export function enumOf<Word extends string>(...words: readonly Word[]): Schema<Word> {
  return (value, field) =>
    words.some((known) => known === value) ? [] : violation(field, `one of ${words.join(", ")}`);
}

/** A number in a range; a numeric text counts, as guides write both. */
export function number(min: number, max: number): Schema<number | string> {
  return (value, field) => {
    const met = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof met === "number" && met >= min && met <= max
      ? []
      : violation(field, `a number from ${min} to ${max}`);
  };
}

/** True or false. */
export const boolean: Schema<boolean> = (value, field) =>
  typeof value === "boolean" ? [] : violation(field, "true or false");

/** What only Google sets: it is ignored when a caller sends it. */
export const outputOnly: Schema<unknown> = () => [];

/** A web address of at most 2048 characters. `URL` alone would cut white space out, which RFC 3986 has no place for. */
export const url: Schema<string> = (value, field) => {
  const found = text(2048)(value, field);
  const isUrl = /^https?:\/\/\S+$/i.test(String(value)) && URL.canParse(String(value));
  return found.length > 0 || isUrl ? found : violation(field, "a URL with http or https");
};

/** A time in RFC 3339. */
export const time: Schema<string> = (value, field) => {
  const isTime = typeof value === "string" && RFC_3339.test(value) && !Number.isNaN(Date.parse(value));
  return isTime ? [] : violation(field, "an RFC 3339 time");
};

/** A second check of an object that is right so far. */
export function refine<T>(check: Schema<T>, rule: (value: T, field: string) => readonly Violation[]): Schema<T> {
  return (value, field) => {
    const found = check(value, field);
    return found.length > 0 ? found : rule(value as T, field);
  };
}

/** One violation. */
export function violation(field: string, expected: string): readonly Violation[] {
  return [{ field, description: `expected ${expected}` }];
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i;

function describe({ field, description }: Violation): string {
  return field === "" ? description : `${field}: ${description}`;
}

const unknownField: Schema<never> = (_value, field) => violation(field, "no such field");

/** Written again, a body would need a stack as deep as itself. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}

/** Camel case, and no null: in proto3 JSON that says that a field is not there. */
function normalize(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalize);
  if (!isObject(value)) return value;
  const camel = (key: string) => key.replace(/_([a-z])/g, (_, webhook: string) => webhook.toUpperCase());
  const entries = Object.entries(value).flatMap(([key, member]) =>
    member === null ? [] : [[camel(key), normalize(member)]],
  );
  return Object.fromEntries(entries);
}
