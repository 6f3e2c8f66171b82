import { isUtf8 } from "node:buffer";
import { isObject, parseJson } from "../../shared/base/json.ts";
import type { Violation } from "./api-error.ts";
import type { Advise } from "./leniency.ts";
import { parseProtobufJson } from "./protobuf-json.ts";
import { refusal } from "./refusals.ts";
import { memberOf, normalizeAs, type Schema } from "./schema.ts";

/** @see https://protobuf.dev/programming-guides/proto-limits */
const MAX_DEPTH = 100;

/**
 * Reads the body of a call as Google's parser does; an empty one is `{}`. Field names become camel case: snake case is
 * accepted too. What is no JSON, and default values that mean the same as no field, are taken with advice.
 * @throws ApiError 400 with the place where it cannot be read or that the contract refuses, or with all violations of the schema.
 */
export function readBody<T>(bytes: Buffer, schema: Schema<T>, advise: Advise): T {
  const json = bytes.length === 0 ? {} : parseAny(decode(bytes), advise);
  if (isDeeper(json, MAX_DEPTH)) throw refusal("too-deep", { levels: MAX_DEPTH });
  const broken = brokenText(json, "");
  if (broken !== undefined) throw refusal("not-json", { place: broken, expected: "whole characters, not half of one" });
  const body = normalizeAs(schema, toCamelCase(json), "", advise);
  const violations = schema(body, "");
  if (violations.length === 0) return body as T;
  const sources = [...new Set(violations.flatMap(({ source }) => source ?? []))];
  throw refusal("wrong-fields", { violations: violations.map(describe).join("; ") }, { violations, sources });
}

/** A client that writes in another encoding loses letters: no line break is a part of a longer character of UTF-8. */
function decode(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  const lines = bytes.toString("latin1").split("\n");
  const line = lines.findIndex((one) => !isUtf8(Buffer.from(one, "latin1"))) + 1;
  throw refusal("not-json", { place: `line ${line}`, expected: "UTF-8" });
}

/** The place of the first text with half a character, such as one that was cut inside of an emoji. */
function brokenText(value: unknown, place: string): string | undefined {
  if (typeof value === "string") return value.isWellFormed() ? undefined : place || "the text";
  if (typeof value !== "object" || value === null) return undefined;
  const at = (key: string) => (Array.isArray(value) ? `${place}[${key}]` : memberOf(place, key));
  for (const [key, member] of Object.entries(value)) {
    const broken = brokenText(member, at(key));
    if (broken !== undefined) return broken;
  }
  return undefined;
}

function parseAny(text: string, advise: Advise): unknown {
  const json = parseJson(text);
  if (json !== undefined) return json;
  const { value, deviations } = parseProtobufJson(text.replace(/^\uFEFF/, ""), MAX_DEPTH);
  for (const { leniency, place } of deviations) advise(leniency, place);
  return value;
}

function describe({ field, description }: Violation): string {
  return field === "" ? description : `${field}: ${description}`;
}

/** A deeper body would overflow the stack when it is written again. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}

/** Makes names camel case and leaves null out, which means a missing field in proto3 JSON. */
function toCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toCamelCase);
  if (!isObject(value)) return value;
  const camel = (key: string) => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const entries = Object.entries(value).flatMap(([key, member]) =>
    member === null ? [] : [[camel(key), toCamelCase(member)]],
  );
  return Object.fromEntries(entries);
}
