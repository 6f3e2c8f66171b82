import type { ApiError } from "./api-error.ts";
import type { LeniencyName } from "./leniency.ts";
import { refusal } from "./refusals.ts";

/** Where a text is no JSON, though protobuf's parser takes it. */
export interface Deviation {
  readonly leniency: LeniencyName;
  /** Such as `line 3, column 7`. */
  readonly place: string;
}

interface Scan {
  readonly text: string;
  /** The index of the next token. */
  at: number;
  readonly deviations: Deviation[];
}

const SPACE = /[ \t\r\n\v\f]*/y;
const TOKEN =
  /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|'[^'\\]*(?:\\[\s\S][^'\\]*)*'|-?(?:0|[1-9]\d*)(?:\.\d*)?(?:e[+-]?\d+)?|[a-z_$][\w$]*|[{}[\]:,]/iy;
const ESCAPE = /\\(?:u([\da-f]{4})|([\s\S]))/gi;
const ESCAPED: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/**
 * Parses what the parser of protobuf takes for JSON: beside JSON, a comma before a closing bracket, single quotes, keys without
 * quotes, line breaks inside of texts, and a backslash before any character. No published parser takes just that: json5 also
 * takes comments and hexadecimal numbers, which Google refuses, and no line break in a text.
 * @returns The value, and the first deviation of each kind.
 * @param maxDepth How many lists and objects may stand in one another.
 * @throws ApiError 400 that names the line and the column.
 * @see https://github.com/protocolbuffers/protobuf/blob/v3.21.12/src/google/protobuf/util/internal/json_stream_parser.cc
 */
export function parseProtobufJson(
  text: string,
  maxDepth: number,
): { readonly value: unknown; readonly deviations: readonly Deviation[] } {
  const scan: Scan = { text, at: 0, deviations: [] };
  const value = readValue(scan, maxDepth);
  if (peek(scan) !== "") throw unexpected(scan, "the end");
  return { value, deviations: scan.deviations };
}

function readValue(scan: Scan, depth: number): unknown {
  const token = peek(scan);
  if ((token === "{" || token === "[") && depth === 0) throw unexpected(scan, "fewer levels");
  if (token === "{") return readObject(scan, depth - 1);
  if (token === "[") return readList(scan, depth - 1);
  if (/^["']/.test(token)) return readText(scan, token);
  const value = WORDS.has(token) ? WORDS.get(token) : Number.parseFloat(token);
  if (Number.isNaN(value)) throw unexpected(scan, "a value");
  scan.at += token.length;
  return value;
}

function readObject(scan: Scan, depth: number): unknown {
  const members: (readonly [string, unknown])[] = [];
  readElements(scan, "}", () => {
    const key = readKey(scan);
    if (!skip(scan, ":")) throw unexpected(scan, "a colon");
    members.push([key, readValue(scan, depth)]);
  });
  return Object.fromEntries(members);
}

function readList(scan: Scan, depth: number): unknown {
  const elements: unknown[] = [];
  readElements(scan, "]", () => elements.push(readValue(scan, depth)));
  return elements;
}

/** Reads from the opening bracket to the closing one. */
function readElements(scan: Scan, close: "}" | "]", readElement: () => void): void {
  scan.at += 1;
  while (!skip(scan, close)) {
    readElement();
    const commaAt = scan.at;
    const hasComma = skip(scan, ",");
    if (hasComma && peek(scan) === close) deviate(scan, "trailing-comma", commaAt);
    if (!hasComma && peek(scan) !== close) throw unexpected(scan, `a comma or ${close}`);
  }
}

function readKey(scan: Scan): string {
  const token = peek(scan);
  if (/^["']/.test(token)) return readText(scan, token);
  if (!/^[a-z_$]/i.test(token) || WORDS.has(token)) throw unexpected(scan, "a key");
  deviate(scan, "bare-key", scan.at);
  scan.at += token.length;
  return token;
}

function readText(scan: Scan, token: string): string {
  const inner = token.slice(1, -1);
  if (token.startsWith("'")) deviate(scan, "single-quotes", scan.at);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what JSON does not allow inside of a text.
  if (/[\u0000-\u001f]/.test(inner)) deviate(scan, "line-break-in-text", scan.at);
  const text = inner.replace(ESCAPE, (_, hex: string | undefined, character = "") => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (/u/i.test(character)) throw unexpected(scan, "four hexadecimal digits after \\u in the text");
    if (!/["\\/bfnrt]/.test(character)) deviate(scan, "odd-escape", scan.at);
    return ESCAPED[character] ?? character;
  });
  scan.at += token.length;
  return text;
}

function skip(scan: Scan, mark: string): boolean {
  const isThere = peek(scan) === mark;
  if (isThere) scan.at += mark.length;
  return isThere;
}

/** The next token, after white space; empty at the end. */
function peek(scan: Scan): string {
  SPACE.lastIndex = scan.at;
  scan.at += SPACE.exec(scan.text)?.[0].length ?? 0;
  if (scan.at === scan.text.length) return "";
  TOKEN.lastIndex = scan.at;
  return TOKEN.exec(scan.text)?.[0] ?? "?";
}

/** Only the first of each: to look for the line of every one would take the square of the text's length. */
function deviate({ text, deviations }: Scan, leniency: LeniencyName, at: number): void {
  if (deviations.some((known) => known.leniency === leniency)) return;
  deviations.push({ leniency, place: placeOf(text, at) });
}

function placeOf(text: string, at: number): string {
  const lines = text.slice(0, at).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function unexpected({ text, at }: Scan, expected: string): ApiError {
  return refusal("not-json", { place: placeOf(text, at), expected });
}
