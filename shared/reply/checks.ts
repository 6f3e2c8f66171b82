import { BadReplyError } from "../base/errors.ts";
import { parseTime } from "../base/parse-time.ts";
import { hasStraySigns, isWebUri } from "./uri.ts";

/** Refuses a reply before anything is sent. `met` is a length, a count or a kind, never what a person wrote. */
export function refuseReply(field: string, expected: string, met: string | number, fix: string): never {
  throw new BadReplyError(field, `expected ${expected}, got ${met}; ${fix}`);
}

/** @throws PermanentError unless the value has 1 to `most` UTF-16 units. From JavaScript it may be anything. */
export function checkLength(field: string, value: unknown, most: number, fix = "shorten it"): void {
  if (typeof value !== "string") {
    refuseReply(field, `1 to ${most} characters`, value === null ? "null" : typeof value, "check how it is made");
  }
  const { length } = value;
  if (length === 0) refuseReply(field, `1 to ${most} characters`, 0, "write something, or leave it out");
  if (length > most) refuseReply(field, `1 to ${most} characters`, length, fix);
}

/** Anything but white space and characters that nobody sees: joiners, marks of direction, fillers, the blank of Braille. */
const VISIBLE = /[^\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFB\u{1D159}]/u;

/** True when a phone shows something of the text: a bubble of the others is empty. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** As `checkLength`, for what users read: something in it can be seen. */
export function checkWords(field: string, value: unknown, most: number, fix?: string): void {
  checkLength(field, value, most, fix);
  if (typeof value === "string" && isVisible(value)) return;
  refuseReply(field, `1 to ${most} characters`, "none that can be seen", "write something, or leave it out");
}

/** As `checkWords`, for a member that may be missing. */
export function checkOptionalWords(field: string, value: unknown, most: number): void {
  if (value !== undefined) checkWords(field, value, most);
}

/** @throws PermanentError unless `value` is between the two. */
export function checkRange(field: string, value: number, [least, most]: readonly [number, number]): void {
  if (value >= least && value <= most) return;
  refuseReply(field, `${least} to ${most}`, Number.isFinite(value) ? value : "no number", "correct the number");
}

/** @throws PermanentError when there are more than `most`. */
export function checkCount(field: string, values: readonly unknown[], most: number): void {
  if (values.length > most) refuseReply(`list of ${field}`, `at most ${most}`, values.length, "leave some out");
}

const KNOWN_SCHEMES: readonly string[] = [
  ...["blob:", "data:", "file:", "ftp:", "geo:", "gs:", "intent:", "javascript:", "mailto:", "market:", "sms:", "tel:"],
  ...["ws:", "wss:"],
];

/**
 * @throws PermanentError unless it is an absolute URI over http or https, of at most `most` characters. The builders have
 * encoded it by then, so that its length is that of what is sent.
 */
export function checkWebUrl(field: string, value: string, most: number): void {
  checkLength(field, value, most);
  if (isWebUri(value)) return;
  const protocol = URL.canParse(value) ? new URL(value).protocol : undefined;
  if (protocol === undefined) {
    refuseReply(field, "an absolute URL", `${value.length} characters that are none`, "begin it with https://");
  }
  if (!/^https?:$/.test(protocol)) refuseReply(field, WEB_URL, `one that begins with ${shown(protocol)}`, WRITE_IT);
  if (hasStraySigns(value)) {
    refuseReply(field, WEB_URL, "one with white space around it, a line break or invisible signs", "type it anew");
  }
  const hasHost = /^https?:\/\/[^/?#\\]/i.test(value);
  refuseReply(field, WEB_URL, hasHost ? "one that RFC 3986 does not know" : "one without // and a host", WRITE_IT);
}

const WEB_URL = "a public web URL";
const WRITE_IT = "write it as https://example.com/a%20page, or use a builder, which encodes it";

/** What stands before the colon may be anybody's words: only what is known for a scheme is shown. */
function shown(protocol: string): string {
  return KNOWN_SCHEMES.includes(protocol) ? protocol : "another scheme";
}

/** @throws PermanentError unless it is an RFC 3339 time. */
export function checkTime(field: string, value: string): void {
  if (parseTime(value) !== undefined) return;
  refuseReply(
    field,
    "an RFC 3339 time",
    `${value.length} characters that are none`,
    "write it as 2026-12-01T19:00:00Z",
  );
}

/** RFC 3339, with a fraction only where there is one. @throws PermanentError for an invalid date. */
export function writeTime(field: string, at: Date): string {
  if (Number.isNaN(at.getTime())) refuseReply(field, "a time", "an invalid date", "check how it is made");
  return at.toISOString().replace(".000Z", "Z");
}

/** The value as plain JSON for history, which cannot hold `undefined` or a lone surrogate. */
export function toPlainJson<T>(value: T): T {
  const wellFormed = (_key: string, member: unknown) => (typeof member === "string" ? member.toWellFormed() : member);
  return JSON.parse(JSON.stringify(value), wellFormed);
}
