import { PermanentError } from "./errors.ts";
import { elements, type Json, member, type Reader, refuse } from "./json.ts";

// What Google's JSON needs besides `json.ts`: members that proto3 leaves empty, quoted numbers, enums that grow, and a way to
// go on without a member that is not as documented, because no message may be lost over it.

/** True for what stands in proto3 JSON where nothing is set: a missing member, null or an empty string. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** What `reader` makes of the member `key`; `undefined` when it is absent. @throws PermanentError as `reader`. */
export function optionalMember<T>(of: Json, key: string, reader: Reader<T>): T | undefined {
  const json = member(of, key);
  return isAbsent(json.value) ? undefined : reader(json);
}

/**
 * What `reader` makes of the member `key`; `undefined` when it is absent or malformed. For a member that a fact can do without.
 * @throws PermanentError when `of` is no object.
 */
export function lenient<T>(of: Json, key: string, reader: Reader<T>): T | undefined {
  const json = member(of, key);
  return isAbsent(json.value) ? undefined : unlessMalformed(json, reader);
}

/** As `lenient`, for a list: the elements that `reader` can read. */
export function lenientList<T extends object>(of: Json, key: string, reader: Reader<T>): readonly T[] {
  return (lenient(of, key, elements) ?? []).flatMap((json) => unlessMalformed(json, reader) ?? []);
}

function unlessMalformed<T>(json: Json, reader: Reader<T>): T | undefined {
  try {
    return reader(json);
  } catch (error) {
    if (error instanceof PermanentError) return undefined;
    throw error;
  }
}

/**
 * Our word for the enum value that the member `key` holds. A value that `words` lacks is `unknown`, because enums grow;
 * `undefined` where nothing is said: the member is absent, no text, or the `..._UNSPECIFIED` that an enum starts with.
 */
export function lenientEnum<T extends string>(
  of: Json,
  key: string,
  words: Readonly<Record<string, T>>,
): T | "unknown" | undefined {
  const { value } = member(of, key);
  if (typeof value !== "string" || value === "" || value.endsWith("_UNSPECIFIED")) return undefined;
  return (Object.hasOwn(words, value) ? words[value] : undefined) ?? "unknown";
}

/** Reads a number, also one in quotes, as proto3 JSON writes 64-bit integers. */
export function lenientNumber(json: Json): number {
  const value = typeof json.value === "string" && json.value.trim() !== "" ? Number(json.value) : json.value;
  return typeof value === "number" && Number.isFinite(value) ? value : refuse(json, "a number");
}

/** Reads true or false, also in quotes and in any case, as Google's guides write it. */
export function lenientBoolean(json: Json): boolean {
  if (typeof json.value === "boolean") return json.value;
  const word = typeof json.value === "string" ? json.value.toLowerCase() : undefined;
  if (word === "true") return true;
  return word === "false" ? false : refuse(json, "a boolean");
}
