import { isObject, parseJson } from "../shared/base/read.ts";
import { ApiError } from "./api-error.ts";

/** An object of a call's body, and where it stands. */
export interface Fields {
  readonly path: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The body of a call. @throws ApiError when it is no JSON object or has a field that is not `known`. */
export function bodyFields(body: Buffer, known: readonly string[]): Fields {
  return onlyKnown({ path: "body", value: parseJson(body.toString()) }, known);
}

/** The object `key`. @throws ApiError when it is missing, no object, or has a field that is not `known`. */
export function objectField({ path, value }: Fields, key: string, known: readonly string[]): Fields {
  return onlyKnown({ path: `${path}.${key}`, value: value[key] }, known);
}

/** The text `key`. @throws ApiError when it is missing, empty or no text. */
export function textField({ path, value }: Fields, key: string): string {
  const text = value[key];
  return typeof text === "string" && text !== "" ? text : refuse(`${path}.${key}`, "a text that is not empty");
}

/** The text `key`; `undefined` when it is missing. @throws ApiError when it is no text. */
export function optionalTextField(fields: Fields, key: string): string | undefined {
  return fields.value[key] === undefined ? undefined : textField(fields, key);
}

/** The text `key`, which must be one of `words`. @throws ApiError */
export function wordField<Word extends string>(fields: Fields, key: string, words: readonly Word[]): Word {
  const text = textField(fields, key);
  return words.find((word) => word === text) ?? refuse(`${fields.path}.${key}`, `one of ${words.join(", ")}`);
}

/** Google's parser knows every field or refuses the call. */
function onlyKnown({ path, value }: { readonly path: string; readonly value: unknown }, known: readonly string[]) {
  if (!isObject(value)) return refuse(path, "an object");
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  return unknown === undefined ? { path, value } : refuse(path, `no other fields than ${known.join(", ")}`);
}

function refuse(path: string, expected: string): never {
  throw new ApiError(400, `Cannot take ${path}: expected ${expected}`);
}
