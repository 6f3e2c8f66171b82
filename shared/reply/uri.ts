import { isObject } from "../base/json.ts";

/** The parts of a web link: how it begins, user and host and port, path, query and fragment. @see RFC 3986, appendix B */
const PARTS = /^(https?:\/\/)([^/?#\\]*)([^?#]*)(\?[^#]*)?(#.*)?$/is;
const AUTHORITY = /^(.*@)?(\[[^\]]*\]|[^:]*)(:\d*)?$/s;

/** What a part may hold beside letters, digits, `-._~!$&'()*+,;=:@` and what is percent-encoded. @see RFC 3986, section 3 */
const NOT_IN_PATH = /%(?![\dA-Fa-f]{2})|[^\w\-.~!$&'()*+,;=:@%/]/gu;
const NOT_IN_QUERY = /%(?![\dA-Fa-f]{2})|[^\w\-.~!$&'()*+,;=:@%/?]/gu;
const NOT_IN_USER = /%(?![\dA-Fa-f]{2})|[^\w\-.~!$&'()*+,;=:@%]/gu;

/**
 * What no link holds on purpose: white space at its ends, line breaks and other control characters, and the invisible marks of
 * right-to-left text, which come with a copied link. Encoded, they would lead elsewhere.
 * @see RFC 3987, section 4.1
 */
const STRAY = /^\s|\s$|[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** True for what comes from a copy rather than from an address. */
export function hasStraySigns(link: string): boolean {
  return STRAY.test(link);
}

/**
 * A web link as RFC 3986 knows it: an international name becomes its ASCII form, and what a URI cannot hold is percent-encoded,
 * such as spaces and letters beyond ASCII. A URI stays as it is, and so does what is no web link, for the checks to refuse.
 * @see RFC 3987, section 3.1
 */
export function toUri(link: string): string {
  const [, scheme = "", authority = "", path = "", query = "", fragment = ""] = PARTS.exec(link) ?? [];
  if (scheme === "" || hasStraySigns(link)) return link;
  const host = toAscii(authority);
  if (host === undefined) return link;
  const rest = `${encode(path, NOT_IN_PATH)}${encode(query, NOT_IN_QUERY)}${encodeFragment(fragment)}`;
  return `${scheme}${host}${rest}`;
}

/** True for a web link that `toUri` has nothing to change in, and whose host is one. */
export function isWebUri(link: string): boolean {
  const [, , authority = ""] = PARTS.exec(link) ?? [];
  const isWhole = toAscii(authority) === authority && URL.canParse(link) && !hasStraySigns(link);
  return isWhole && toUri(link) === link;
}

/** The authority with its host in ASCII; `undefined` when it holds no host. */
function toAscii(authority: string): string | undefined {
  const [, user = "", host = "", port = ""] = AUTHORITY.exec(authority) ?? [];
  if (host === "") return undefined;
  const ascii = /^[\w\-.~]+$|^\[/.test(host) ? host : hostOf(`https://${host}/`);
  return ascii && `${encode(user, NOT_IN_USER)}${ascii}${port}`;
}

/** What a name of a host consists of. Browsers let more pass, such as braces. @see RFC 3986, section 3.2.2 */
const HOST = /^[\w\-.~!$&'()*+,;=]+$/;

function hostOf(url: string): string | undefined {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  return HOST.test(host) ? host : undefined;
}

function encodeFragment(fragment: string): string {
  return `${fragment.slice(0, 1)}${encode(fragment.slice(1), NOT_IN_QUERY)}`;
}

function encode(part: string, not: RegExp): string {
  return part.toWellFormed().replace(not, encodeURIComponent);
}

/** The members of replies that hold links. */
const LINKS: readonly string[] = ["url", "thumbnailUrl", "fallbackUrl", "avatarUrl"];

/** A reply, or a part of one, with all its links as `toUri` writes them. Anything else is as it was, for the checks to see. */
export function encodeLinks<T>(of: T): T;
export function encodeLinks(of: unknown): unknown {
  if (Array.isArray(of)) return of.map((element: unknown) => encodeLinks(element));
  if (!isObject(of) || Object.getPrototypeOf(of) !== Object.prototype) return of;
  const members = Object.entries(of).map(([name, member]) => [name, encodeMember(name, member)]);
  return Object.fromEntries(members);
}

function encodeMember(name: string, member: unknown): unknown {
  return LINKS.includes(name) && typeof member === "string" ? toUri(member) : encodeLinks(member);
}
