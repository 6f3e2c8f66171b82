import { PermanentError } from "./errors.ts";
import { isWithinBounds } from "./json-bounds.ts";
import { parseTime } from "./parse-time.ts";
import { type Present, present } from "./present.ts";

// One reader for all JSON. It is strict: it refuses what is not as documented. `lenient.ts` adds what Google's JSON needs.

/** An unknown JSON value and where it stands, so that every refusal can name the place and never the value. */
export interface Json {
  readonly value: unknown;
  readonly path: string;
}

/** Makes a `T` of JSON. @throws PermanentError with reason `unreadable`, naming the place. */
export type Reader<T> = (json: Json) => T;

type Members = Readonly<Record<string, Reader<unknown>>>;
type Shaped<M extends Members> = Present<{ readonly [name in keyof M]: ReturnType<M[name]> }>;
type Variant<V extends Readonly<Record<string, Members>>> = {
  readonly [type in keyof V]: { readonly type: type } & Shaped<V[type]>;
}[keyof V];

const MAX_ID_LENGTH = 256;
/** Digits and the like may be somebody's phone number: a member with such a name is not named. */
const SAFE_NAME = /^[A-Za-z]{1,40}$/;

const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * Parses JSON text, with or without a byte order mark; `undefined` when it is not JSON, or when it is nested deeper or has more
 * values than any that is meant for us.
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-8.1
 */
export function parseJson(text: string): unknown {
  if (!isWithinBounds(text)) return undefined;
  try {
    return JSON.parse(text.replace(BYTE_ORDER_MARK, ""));
  } catch {
    return undefined;
  }
}

/** True for a JSON object: not null, not an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for an id: a non-empty string of well-formed Unicode, at most 256 characters. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= MAX_ID_LENGTH && value.isWellFormed();
}

/**
 * Refuses the value at `json.path`; `""` is the whole body.
 * @param met A kind or a length, never what somebody wrote; the value's type by default.
 * @throws PermanentError always, with reason `unreadable`.
 */
export function refuse({ value, path }: Json, expected: string, met: string | number = typeOf(value)): never {
  throw new PermanentError("unreadable", `Cannot read ${path || "the body"}: expected ${expected}, got ${met}`);
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** The member `key` of an object; a missing one has the value `undefined`. @throws PermanentError on anything but an object. */
export function member(json: Json, key: string): Json {
  const members = object(json);
  const value = Object.hasOwn(members, key) ? members[key] : undefined;
  return { value, path: json.path === "" ? key : `${json.path}.${key}` };
}

/** The elements of an array, unread. */
export function elements(json: Json): readonly Json[] {
  if (!Array.isArray(json.value)) return refuse(json, "an array");
  return json.value.map((value: unknown, index) => ({ value, path: `${json.path}[${index}]` }));
}

/** Reads an object with any members. */
export function object(json: Json): Readonly<Record<string, unknown>> {
  return isObject(json.value) ? json.value : refuse(json, "an object");
}

/** Reads a text and makes it well-formed: a lone surrogate could not be stored. */
export function text(json: Json): string {
  return typeof json.value === "string" ? json.value.toWellFormed() : refuse(json, "a string");
}

/** Reads a text of 1 to `most` UTF-16 units. */
export function textUpTo(most: number): Reader<string> {
  return (json) => {
    const value = text(json);
    if (value.length >= 1 && value.length <= most) return value;
    return refuse(json, most === Number.POSITIVE_INFINITY ? "a text" : `1 to ${most} characters`, value.length);
  };
}

/** Reads a text that is not empty. */
export const nonEmptyText: Reader<string> = textUpTo(Number.POSITIVE_INFINITY);

/** Reads a finite number. */
export function number(json: Json): number {
  return typeof json.value === "number" && Number.isFinite(json.value) ? json.value : refuse(json, "a number");
}

/** Reads true or false. */
export function boolean(json: Json): boolean {
  return typeof json.value === "boolean" ? json.value : refuse(json, "true or false");
}

/** Reads a flag that is set or not: false is the same as missing. */
export function flag(json: Json): true | undefined {
  return optional(boolean)(json) === true ? true : undefined;
}

/** Reads an RFC 3339 time. */
export function time(json: Json): Date {
  return parseTime(text(json)) ?? refuse(json, "an RFC 3339 time", "another text");
}

/** Reads an id, as `isId` knows it. */
export function id<T extends string>(json: Json): T {
  return isId(json.value) ? (json.value as T) : refuse(json, `an id of 1 to ${MAX_ID_LENGTH} characters`);
}

/** Reads one of some words. */
export function oneOf<const T extends string>(words: readonly T[]): Reader<T> {
  return (json) => words.find((word) => word === json.value) ?? refuse(json, `one of ${words.join(", ")}`);
}

/** Reads what may be missing or null. */
export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (json) => (json.value === undefined || json.value === null ? undefined : reader(json));
}

/** Reads a list, element by element. */
export function list<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (json) => elements(json).map(reader);
}

/** Reads an object of these members and no others. Each reader also reads a missing member. */
export function shape<M extends Members>(members: M): Reader<Shaped<M>> {
  const known = Object.keys(members);
  return (json) => {
    refuseUnknownMember(json, known);
    const read = Object.entries(members).map(([name, reader]) => [name, reader(member(json, name))]);
    return present(Object.fromEntries(read)) as Shaped<M>;
  };
}

/** Reads an object whose member `type` names its other members. */
export function variants<V extends Readonly<Record<string, Members>>>(of: V): Reader<Variant<V>> {
  const readType = oneOf(Object.keys(of));
  const readers = new Map(Object.entries(of).map(([type, members]) => [type, shape({ type: text, ...members })]));
  return (json) => {
    const type = readType(member(json, "type"));
    return readers.get(type)?.(json) as Variant<V>;
  };
}

function refuseUnknownMember(json: Json, known: readonly string[]): void {
  const unknown = Object.keys(object(json)).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const expected = `only ${known.join(", ")}`;
  if (!SAFE_NAME.test(unknown)) refuse(json, expected, `another of ${unknown.length} characters`);
  refuse(member(json, unknown), expected, "another member");
}

/** What `reader` makes, once `check` accepts it. @throws PermanentError of the check, with the place before it. */
export function checked<T>(reader: Reader<T>, check: (value: T) => void): Reader<T> {
  return (json) => {
    const value = reader(json);
    withPath(json, () => check(value));
    return value;
  };
}

/** What `make` makes. @throws PermanentError as `make`, with the place before it. */
export function withPath<T>({ path }: Json, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    const { reason, message, cause } = error;
    throw new PermanentError(reason, `Cannot read ${path || "the body"}: ${message}`, { cause });
  }
}

/**
 * Writes the value as JSON text.
 * @throws PermanentError for thousands of lists or objects in one another: unlike reading, writing needs stack.
 */
export function jsonText({ value, path }: Json): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new PermanentError("unreadable", `Cannot read ${path || "the body"}: it is nested too deeply`, { cause });
  }
}
