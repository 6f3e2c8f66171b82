import { PermanentError } from "./errors.ts";

/** An unknown JSON value and where it stands, so that every refusal can name the place and never the value. */
export interface Json {
  readonly value: unknown;
  readonly path: string;
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i;
const MAX_ID_LENGTH = 256;

/** Parses JSON text; `undefined` when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** True for a JSON object: not null, not an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Refuses the value at `json.path`; `""` is the whole body. @throws PermanentError always, with reason `unreadable`. */
export function refuse({ value, path }: Json, expected: string): never {
  const met = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  throw new PermanentError("unreadable", `Cannot read ${path || "the body"}: expected ${expected}, got ${met}`);
}

/** The value as an object. @throws PermanentError when it is none. */
export function object(json: Json): Readonly<Record<string, unknown>> {
  return isObject(json.value) ? json.value : refuse(json, "an object");
}

/** The member `key` of an object; a missing one has the value `undefined`. @throws PermanentError on anything but an object. */
export function member(json: Json, key: string): Json {
  const members = object(json);
  const value = Object.hasOwn(members, key) ? members[key] : undefined;
  return { value, path: json.path === "" ? key : `${json.path}.${key}` };
}

/**
 * What `reader` makes of the member `key`, which no fact is known by; `undefined` when it is missing or of another type than
 * documented: no message is lost over what stands beside it. @throws PermanentError when `of` is no object.
 */
export function lenient<T>(of: Json, key: string, reader: (json: Json) => T): T | undefined {
  const json = member(of, key);
  return isAbsent(json) ? undefined : unlessMalformed(json, reader);
}

/** As `side`, for the elements of a list: those that `reader` can read. */
export function lenientList<T extends object>(of: Json, key: string, reader: (json: Json) => T): readonly T[] {
  return (lenient(of, key, list) ?? []).flatMap((json) => unlessMalformed(json, reader) ?? []);
}

function unlessMalformed<T>(json: Json, reader: (json: Json) => T): T | undefined {
  try {
    return reader(json);
  } catch (error) {
    if (error instanceof PermanentError) return undefined;
    throw error;
  }
}

/** The value as text, made well-formed: a lone surrogate could not be stored. @throws PermanentError when it is not a string. */
export function text(json: Json): string {
  return typeof json.value === "string" ? json.value.toWellFormed() : refuse(json, "a string");
}

/** The value as text; `undefined` when it is missing, null or empty (proto3 JSON writes an absent string so). */
export function optionalText(json: Json): string | undefined {
  return isAbsent(json) ? undefined : text(json);
}

/** The value as a number; numeric strings count, as proto3 JSON writes 64-bit integers. */
export function number(json: Json): number {
  const value = typeof json.value === "string" && json.value.trim() !== "" ? Number(json.value) : json.value;
  return typeof value === "number" && Number.isFinite(value) ? value : refuse(json, "a number");
}

/** As `number`; `undefined` when the value is missing. */
export function optionalNumber(json: Json): number | undefined {
  return isAbsent(json) ? undefined : number(json);
}

/** The value as a boolean; the strings "true" and "false" count, in any case. */
export function boolean(json: Json): boolean {
  if (typeof json.value === "boolean") return json.value;
  const word = typeof json.value === "string" ? json.value.toLowerCase() : undefined;
  if (word === "true") return true;
  return word === "false" ? false : refuse(json, "a boolean");
}

/** As `boolean`; `undefined` when the value is missing. */
export function optionalBoolean(json: Json): boolean | undefined {
  return isAbsent(json) ? undefined : boolean(json);
}

/** The time that an RFC 3339 text tells; `undefined` when it tells none. */
export function parseTime(text: string): Date | undefined {
  const at = new Date(RFC_3339.test(text) ? text : Number.NaN);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** The value as a time; `undefined` when it is missing or not RFC 3339: no message is lost over its date. */
export function optionalTime({ value }: Json): Date | undefined {
  return typeof value === "string" ? parseTime(value) : undefined;
}

/** The elements of an array. @throws PermanentError when it is not one. */
export function list(json: Json): readonly Json[] {
  if (!Array.isArray(json.value)) return refuse(json, "an array");
  return json.value.map((value: unknown, index) => ({ value, path: `${json.path}[${index}]` }));
}

/** As `list`; empty when the value is missing, which is how proto3 JSON writes an empty list. */
export function optionalList(json: Json): readonly Json[] {
  return isAbsent(json) ? [] : list(json);
}

/** True for an id: a non-empty string of well-formed Unicode, at most 256 characters. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= MAX_ID_LENGTH && value.isWellFormed();
}

/** The value as an id. @throws PermanentError when `isId` says that it is none. */
export function id<T extends string>(json: Json): T {
  return isId(json.value) ? (json.value as T) : refuse(json, `an id of 1 to ${MAX_ID_LENGTH} characters`);
}

/**
 * Our word for one of Google's enum values. One that `words` does not hold is `unknown`, because enums grow; `undefined`
 * where none is told: it is missing, no text, or the `..._UNSPECIFIED` that an enum starts with.
 */
export function word<T extends string>({ value }: Json, words: Readonly<Record<string, T>>): T | "unknown" | undefined {
  if (typeof value !== "string" || value === "" || value.endsWith("_UNSPECIFIED")) return undefined;
  return (Object.hasOwn(words, value) ? words[value] : undefined) ?? "unknown";
}

/**
 * The value as JSON text.
 * @throws PermanentError for lists or objects in one another by the thousand: unlike reading, writing needs stack.
 */
export function json({ value, path }: Json): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new PermanentError("unreadable", `Cannot read ${path || "the body"}: it is nested too deeply`, { cause });
  }
}

/** True when the member is missing, null or the empty string. */
export function isAbsent({ value }: Json): boolean {
  return value === undefined || value === null || value === "";
}
