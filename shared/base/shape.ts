import { PermanentError } from "./errors.ts";
import { present } from "./present.ts";
import { type Json, list, member, object, parseTime, refuse, text } from "./read.ts";

// Readers for what our own users write: unlike what Google sends, it is refused as soon as anything in it is odd.

/** Makes a value of JSON. @throws PermanentError naming the place. */
export type Reader<T> = (json: Json) => T;

type Members = Readonly<Record<string, Reader<unknown>>>;
type Shaped<M extends Members> = { readonly [name in keyof M]: ReturnType<M[name]> };

/** Digits and the like may be somebody's: such a name is not told. */
const TELLABLE = /^[A-Za-z]{1,40}$/;

/** Reads an object of these members and no others. Each reader is asked about a missing member, too. */
export function shape<M extends Members>(members: M) {
  return (json: Json) => {
    refuseOthers(json, Object.keys(members));
    const read = Object.entries(members).map(([name, reader]) => [name, reader(member(json, name))]);
    return present(Object.fromEntries(read) as Shaped<M>);
  };
}

function refuseOthers(json: Json, known: readonly string[]): void {
  const other = Object.keys(object(json)).find((name) => !known.includes(name));
  if (other === undefined) return;
  refuseValue(json, `only ${known.join(", ")}`, TELLABLE.test(other) ? other : `another of ${other.length} characters`);
}

/** Reads what the member `type` tells it to be. */
export function variants<V extends Readonly<Record<string, Reader<object>>>>(of: V): Reader<ReturnType<V[keyof V]>> {
  const types = Object.keys(of);
  return (json) => {
    const type = oneOf(types)(member(json, "type"));
    const reader = of[type];
    return reader === undefined ? refuse(json, types.join(", ")) : (reader(json) as ReturnType<V[keyof V]>);
  };
}

/** Reads what may be missing or null. */
export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (json) => (json.value === undefined || json.value === null ? undefined : reader(json));
}

/** Reads a list, element by element. */
export function listOf<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (json) => list(json).map(reader);
}

/** Reads a text of 1 to `most` UTF-16 units. */
export function textUpTo(most: number): Reader<string> {
  return (json) => {
    const value = text(json);
    if (value.length >= 1 && value.length <= most) return value;
    return refuseValue(json, most === Number.POSITIVE_INFINITY ? "a text" : `1 to ${most} characters`, value.length);
  };
}

/** Reads one of some words. */
export function oneOf<const T extends string>(words: readonly T[]): Reader<T> {
  return (json) => words.find((word) => word === json.value) ?? refuse(json, `one of ${words.join(", ")}`);
}

/** Reads true or false. */
export function boolean(json: Json): boolean {
  return typeof json.value === "boolean" ? json.value : refuse(json, "true or false");
}

/** Reads a mark that is there or not: false is the same as missing. */
export function flag(json: Json): true | undefined {
  return optional(boolean)(json) === true ? true : undefined;
}

/** Reads a number. */
export function finite(json: Json): number {
  return typeof json.value === "number" && Number.isFinite(json.value) ? json.value : refuse(json, "a number");
}

/** Reads an RFC 3339 time. */
export function time(json: Json): Date {
  return parseTime(text(json)) ?? refuseValue(json, "an RFC 3339 time", "another text");
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
    throw new PermanentError(error.reason, `Cannot read ${path || "the body"}: ${error.message}`, {
      cause: error.cause,
    });
  }
}

/** @throws PermanentError always, with reason `unreadable`. `met` is a length or a kind, never what somebody wrote. */
export function refuseValue({ path }: Json, expected: string, met: string | number): never {
  throw new PermanentError("unreadable", `Cannot read ${path || "the body"}: expected ${expected}, got ${met}`);
}
