import type { DraftProblem } from "../../../page/composed.ts";
import { BadReplyError, PermanentError } from "../../../shared/base/errors.ts";
import { isObject } from "../../../shared/base/json.ts";

/** A part of a draft, which a builder's check judges by itself. */
export interface DraftPart<T extends object> {
  /** Such as `cards[1].media`; empty for the draft itself. */
  readonly place: string;
  readonly value: T;
  readonly check: (value: T) => void;
}

/** The member that a builder speaks of, and a value of it that no builder refuses. */
interface Member {
  readonly member: string;
  readonly fine: unknown;
}

const WORD = { fine: "x" } as const;
const LINK = { fine: "https://example.com/" } as const;
const NUMBER = { fine: 1 } as const;

/** By the name that the builders have for it. What is not here is told of the whole part. */
const MEMBERS: Readonly<Record<string, Member>> = {
  text: { member: "text", ...WORD },
  "card title": { member: "title", ...WORD },
  "card description": { member: "description", ...WORD },
  "file URL": { member: "url", ...LINK },
  "alternative text": { member: "altText", ...WORD },
  "suggestion text": { member: "text", ...WORD },
  postback: { member: "postback", ...WORD },
  URL: { member: "url", ...LINK },
  "fallback URL": { member: "fallbackUrl", ...LINK },
  "phone number": { member: "phone", fine: "+1" },
  "place query": { member: "place.query", ...WORD },
  "place label": { member: "place.label", ...WORD },
  latitude: { member: "place.latitude", ...NUMBER },
  longitude: { member: "place.longitude", ...NUMBER },
  "event title": { member: "title", ...WORD },
  "event description": { member: "description", ...WORD },
  "event start": { member: "start", fine: "2000-01-01T00:00:00Z" },
  "event end": { member: "end", fine: "9999-12-31T23:59:59Z" },
  "horizontal card": { member: "orientation", fine: "vertical" },
  "expiry in seconds": { member: "expiry.seconds", ...NUMBER },
  expiry: { member: "expiry.seconds", ...NUMBER },
};

/** All that is wrong with a part: a builder tells one thing at a time, so what it has told is put right, and it is asked again. */
export function judgePart<T extends object>({ place, value, check }: DraftPart<T>): readonly DraftProblem[] {
  const refused = attempt(() => check(value));
  if (refused === undefined) return [];
  const known = refused instanceof BadReplyError ? MEMBERS[refused.field] : undefined;
  const problem = {
    place: [place, known?.member ?? ""].filter((part) => part !== "").join("."),
    words: wordsOf(refused),
  };
  const mended = known && withMember(value, known.member.split("."), known.fine);
  return mended === undefined ? [problem] : [problem, ...judgePart({ place, value: mended, check })];
}

/** What a check or a builder refuses. @throws whatever else is thrown. */
export function attempt(check: () => unknown): PermanentError | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof PermanentError) return error;
    throw error;
  }
}

/** What was expected, what is there, and what to do. */
export function wordsOf(refused: PermanentError): string {
  return refused instanceof BadReplyError ? refused.words : refused.message;
}

/** `undefined` when nothing changes: a member that is fine is not put right twice. */
function withMember<T extends object>(of: T, [name = "", ...rest]: readonly string[], fine: unknown): T | undefined {
  const before: unknown = isObject(of) ? of[name] : undefined;
  const after = rest.length === 0 ? fine : isObject(before) ? withMember(before, rest, fine) : undefined;
  return after === undefined || after === before ? undefined : { ...of, [name]: after };
}
