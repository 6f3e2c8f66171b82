import { isObject, parseJson } from "../../shared/base/json.ts";
import { ApiError, type Violation } from "./api-error.ts";
import { ownProperty } from "./own-property.ts";

/** Returns what Google would refuse in a value. A value without violations is a `T`. */
export interface Schema<T> {
  (value: unknown, field: string): readonly Violation[];
  /** Never set. It carries the type for `Infer`. */
  readonly infers?: T;
}

/** A JSON object of unknown members. */
export type Body = Readonly<Record<string, unknown>>;

/** The schema of each field of an object. */
export type Fields = Readonly<Record<string, Schema<unknown>>>;

/** The type of an object with these fields. */
type ObjectOf<F extends Fields, Required extends keyof F> = { readonly [Key in Required]: Infer<F[Key]> } & {
  readonly [Key in Exclude<keyof F, Required>]?: Infer<F[Key]>;
};

/** The type of the values that a schema accepts. */
export type Infer<C> = C extends Schema<infer T> ? T : never;

/** What must hold between the fields of an object. */
interface ObjectRules<Required> {
  readonly required?: readonly Required[];
  /** Exactly one field of each group must be set. */
  readonly oneOf?: readonly (readonly string[])[];
}

/** What an unknown field may be called where it is told of: a slip is a word, and anything else may be a person's. */
const WORD = /^[A-Za-z_]{1,64}$/;
const NO_WORD = "(a name that is no word)";

/** @see https://protobuf.dev/programming-guides/proto-limits */
const MAX_DEPTH = 100;

/**
 * Reads the body of a call; an empty one is `{}`. Field names become camel case: Google's parser accepts snake case too.
 * @throws ApiError 400 when it is nested too deeply, or with all violations of the schema.
 */
export function readBody<T>(bytes: Buffer, schema: Schema<T>): T {
  const json = bytes.length === 0 ? {} : parseJson(bytes.toString());
  if (isDeeper(json, MAX_DEPTH)) throw new ApiError(400, `Cannot take the body: expected at most ${MAX_DEPTH} levels`);
  const body = normalize(json);
  const violations = schema(body, "");
  if (violations.length === 0) return body as T;
  throw new ApiError(400, `Cannot take the body: ${violations.map(describe).join("; ")}`, { violations });
}

/** An object without unknown fields: Google's parser refuses those. */
export function object<F extends Fields, Required extends keyof F & string = never>(
  fields: F,
  { required = [], oneOf = [] }: ObjectRules<Required> = {},
): Schema<ObjectOf<F, Required>> {
  return (value, field) => {
    if (!isObject(value)) return violation(field, "an object");
    const present = Object.keys(value);
    const at = (key: string) => {
      const name = key in fields || WORD.test(key) ? key : NO_WORD;
      return field === "" ? name : `${field}.${name}`;
    };
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

/** A list of `min` to `max` elements. */
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
 * @param max Counted in UTF-16 units; a text never has fewer units than code points.
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

/** One of the given words. */
export function enumOf<Word extends string>(...words: readonly Word[]): Schema<Word> {
  return (value, field) =>
    words.some((known) => known === value) ? [] : violation(field, `one of ${words.join(", ")}`);
}

/** A number from `min` to `max`. Google's guides write numbers as text too, so that is accepted. */
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

/** A field that only Google sets: the value from a caller is ignored. */
export const outputOnly: Schema<unknown> = () => [];

/** What a URI may hold, and where. @see RFC 3986, appendix A */
const URI =
  /^https?:\/\/(?:[\w\-.~!$&'()*+,;=:]|%[\da-f]{2})*@?(?:\[[\da-f:.v]+\]|(?:[\w\-.~!$&'()*+,;=]|%[\da-f]{2})+)(?::\d*)?(?:\/(?:[\w\-.~!$&'()*+,;=:@/]|%[\da-f]{2})*)?(?:\?(?:[\w\-.~!$&'()*+,;=:@/?]|%[\da-f]{2})*)?(?:#(?:[\w\-.~!$&'()*+,;=:@/?]|%[\da-f]{2})*)?$/i;

/** A URL of at most 2048 characters that RFC 3986 knows: `URL` alone would remove white space and encode the rest. */
export const url: Schema<string> = (value, field) => {
  const found = text(2048)(value, field);
  const isUrl = URI.test(String(value)) && URL.canParse(String(value));
  return found.length > 0 || isUrl ? found : violation(field, "a URL with http or https, as in RFC 3986");
};

/** A time in RFC 3339. */
export const time: Schema<string> = (value, field) => {
  const isTime = typeof value === "string" && RFC_3339.test(value) && !Number.isNaN(Date.parse(value));
  return isTime ? [] : violation(field, "an RFC 3339 time");
};

/** Adds a rule that is checked only when the schema itself finds no violation. */
export function refine<T>(schema: Schema<T>, rule: (value: T, field: string) => readonly Violation[]): Schema<T> {
  return (value, field) => {
    const found = schema(value, field);
    return found.length > 0 ? found : rule(value as T, field);
  };
}

/** A list of one violation. */
export function violation(field: string, expected: string): readonly Violation[] {
  return [{ field, description: `expected ${expected}` }];
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i;

function describe({ field, description }: Violation): string {
  return field === "" ? description : `${field}: ${description}`;
}

const unknownField: Schema<never> = (_value, field) => violation(field, "no such field");

/** A deeper body would overflow the stack when it is written again. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}

/** Makes names camel case and leaves null out, which means a missing field in proto3 JSON. */
function normalize(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalize);
  if (!isObject(value)) return value;
  const camel = (key: string) => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const entries = Object.entries(value).flatMap(([key, member]) =>
    member === null ? [] : [[camel(key), normalize(member)]],
  );
  return Object.fromEntries(entries);
}
