import { isObject } from "../../base/json.ts";
import { isChange, type Members } from "../../store/document-store.ts";

/**
 * Writes members as Firestore's JSON has them: each value names its type. What is undefined is left out, and so is a change, which
 * is no value.
 * @see https://cloud.google.com/firestore/docs/reference/rest/v1/Value
 */
export function writeFields(members: Members): Members {
  return Object.fromEntries(
    Object.entries(members)
      .filter(([, value]) => value !== undefined && !isChange(value))
      .map(([name, value]) => [name, writeValue(value)]),
  );
}

/** Writes one value. */
export function writeValue(value: unknown): Members {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "number") return writeNumber(value);
  if (typeof value === "boolean") return { booleanValue: value };
  if (value === null) return { nullValue: null };
  if (value instanceof Date) return { timestampValue: value.toISOString() };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(writeValue) } };
  if (isObject(value)) return { mapValue: { fields: writeFields(value) } };
  throw new TypeError(`Cannot write a value: expected JSON or a Date, got ${typeof value}`);
}

/** A whole number of Firestore's has 64 bits, which JSON has only as text. */
function writeNumber(value: number): Members {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return { integerValue: String(value) };
  return { doubleValue: Number.isFinite(value) ? value : String(value) };
}

/** Reads the members of a document. */
export function readFields(fields: unknown): Members {
  if (!isObject(fields)) return {};
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, readValue(value)]));
}

/** A type that we never write is read as it stands there. */
function readValue(value: unknown): unknown {
  if (!isObject(value)) return undefined;
  const [[type, content] = []] = Object.entries(value);
  switch (type) {
    case "mapValue":
      return readFields(isObject(content) ? content.fields : undefined);
    case "arrayValue":
      return isObject(content) && Array.isArray(content.values) ? content.values.map(readValue) : [];
    case "integerValue":
    case "doubleValue":
      return Number(content);
    case "timestampValue":
      return new Date(String(content));
    default:
      return content;
  }
}
