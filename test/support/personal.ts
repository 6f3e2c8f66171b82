import { expect } from "vitest";
import { isObject } from "../../shared/base/json.ts";
import { unwrap } from "../../shared/webhook/unwrap.ts";
import { type Fixture, SIGNED_WITH } from "./fixtures.ts";

/** The members that a log may tell: who the agent is, and of what kind a thing is. All else was said by a person, or about one. */
const NOT_PERSONAL = new Set(["agent", "type", "receiptType", "eventType", "entryPoint"]);

/** What is shorter, such as a number of one digit, is found in any log. */
const MIN_LENGTH = 2;
/** A shorter word is looked for as a word of its own, anything else anywhere. */
const MIN_ANYWHERE = 8;
/** Milliseconds that a log line measures, which may equal any number by chance. */
const MEASURED = /"(?:ageMs|ms)":-?[\d.]+/g;
/** An id that we derive. Four digits of it may be a word by chance. */
const DERIVED = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g;

/** Every text and number of a JSON value that is personal. */
export function personalStrings(json: unknown): readonly string[] {
  if (typeof json === "string" || typeof json === "number") return [String(json)];
  if (Array.isArray(json)) return json.flatMap(personalStrings);
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([name, value]) => (NOT_PERSONAL.has(name) ? [] : personalStrings(value)));
}

/** All that is personal or secret in a recorded webhook: what its body says, and how it is signed. */
export function personalIn({ channel, body, signature = "" }: Fixture): readonly string[] {
  return [...personalStrings(unwrap(channel, body).json), signature, SIGNED_WITH[channel]];
}

/** Fails when the log holds one of these texts, as it is, or as JSON, a URL or a phone number may write it, in any case. */
export function expectNoneIn(logs: string, texts: readonly string[]): void {
  const log = logs.replaceAll(MEASURED, "").toLowerCase();
  const words = new Set(log.replaceAll(DERIVED, "").split(/[^\p{L}\p{N}]+/u));
  const isTold = (text: string) =>
    text.length < MIN_ANYWHERE && /^[\p{L}\p{N}]+$/u.test(text) ? words.has(text) : log.includes(text);
  const isPersonal = (text: string) => text.length >= MIN_LENGTH && spellings(text).some(isTold);
  expect([...new Set(texts)].filter(isPersonal)).toEqual([]);
}

function spellings(text: string): readonly string[] {
  const digits = /^\+\d+$/.test(text) ? [text.slice(1)] : [];
  return [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), ...digits].map((one) => one.toLowerCase());
}
