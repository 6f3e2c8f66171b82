import { PermanentError } from "../base/errors.ts";
import { parseTime } from "../base/json.ts";

/** Refuses a reply before anything is sent. `met` is a length, a count or a kind, never what a person wrote. */
export function refuseReply(field: string, expected: string, met: string | number, fix: string): never {
  throw new PermanentError("bad-reply", `Cannot reply with this ${field}: expected ${expected}, got ${met}; ${fix}`);
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

/** As `checkLength`, for a member that may be missing. */
export function checkOptionalLength(field: string, value: unknown, most: number): void {
  if (value !== undefined) checkLength(field, value, most);
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
/** RFC 3986 allows no white space, but the URL parser removes it silently. */
const WEB_URL = /^https?:\/\/\S+$/i;

/** @throws PermanentError unless it is an absolute URL over http or https, of at most `most` characters. */
export function checkWebUrl(field: string, value: string, most: number): void {
  checkLength(field, value, most);
  const protocol = URL.canParse(value) ? new URL(value).protocol : undefined;
  if (protocol === undefined) {
    refuseReply(field, "an absolute URL", `${value.length} characters that are none`, "begin it with https://");
  }
  if (WEB_URL.test(value)) return;
  const met = /^https?:$/.test(protocol)
    ? "one with white space, or without //"
    : `one that begins with ${shown(protocol)}`;
  refuseReply(field, "a public web URL", met, "write it as https://example.com/a%20page");
}

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
