import { PermanentError } from "../base/errors.ts";
import { type DocumentWrite, isChange } from "./document-store.ts";

// What Firestore refuses whenever it is tried. Every store asks here first, so that all refuse it alike, and name what is odd.

/** @see https://firebase.google.com/docs/firestore/quotas#collections_documents_and_fields */
const MAX_NAME_BYTES = 1500;
const MAX_DOCUMENT_BYTES = 1_048_576;
/** Of a number, a truth value or a time. */
const SCALAR_BYTES = 8;
const MAX_DEPTH = 20;
const RESERVED = /^(\.\.?|__.*__)$/s;
const RESERVED_MEMBER = /^__.*__$/s;
const FIRST_DATE = new Date("0001-01-01T00:00:00Z");
const LAST_DATE = new Date("9999-12-31T23:59:59.999Z");

/** @throws PermanentError `refused-by-history`, which names what is odd in one of them and quotes nothing. */
export function checkWrites(writes: readonly DocumentWrite[]): void {
  for (const write of writes) checkWrite(write);
}

function checkWrite(write: DocumentWrite): void {
  const names = write.path.split("/");
  if (names.length % 2 === 1) refuse("a path", "a collection and a name by turns");
  for (const name of names) checkName(name, RESERVED);
  if (write.do === "delete") return;
  if (sizeOf(write.members, MAX_DEPTH) > MAX_DOCUMENT_BYTES)
    refuse("a document", `at most ${MAX_DOCUMENT_BYTES} bytes`);
}

/** @returns How many bytes it has. */
function checkName(name: string, reserved: RegExp): number {
  if (name === "" || reserved.test(name)) refuse("a name", "neither an empty nor a reserved one");
  if (!name.isWellFormed()) refuse("a name", "well-formed Unicode");
  const bytes = Buffer.byteLength(name);
  return bytes > MAX_NAME_BYTES ? refuse("a name", `at most ${MAX_NAME_BYTES} bytes`) : bytes;
}

/** How many bytes a value has, once all in it is checked. */
function sizeOf(value: unknown, depth: number): number {
  if (typeof value === "string") return textSize(value);
  if (value instanceof Date) return dateSize(value);
  if (typeof value !== "object" || value === null || isChange(value)) return SCALAR_BYTES;
  if (depth === 0) refuse("a value", `at most ${MAX_DEPTH} levels`);
  return Array.isArray(value) ? listSize(value, depth) : membersSize(value, depth);
}

function membersSize(members: object, depth: number): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(members)) {
    for (const part of name.split(".")) bytes += checkName(part, RESERVED_MEMBER);
    bytes += sizeOf(value, depth - 1);
  }
  return bytes;
}

function listSize(list: readonly unknown[], depth: number): number {
  if (list.some(Array.isArray)) refuse("a list", "no list in it");
  return list.reduce<number>((bytes, element) => bytes + sizeOf(element, depth - 1), 0);
}

function textSize(text: string): number {
  if (!text.isWellFormed()) refuse("a text", "well-formed Unicode");
  return Buffer.byteLength(text);
}

function dateSize(date: Date): number {
  if (date >= FIRST_DATE && date <= LAST_DATE) return SCALAR_BYTES;
  return refuse("a time", "one of the years 1 to 9999");
}

function refuse(what: string, expected: string): never {
  throw new PermanentError("refused-by-history", `Cannot write documents: ${what} is odd, expected ${expected}`);
}
