import fc, { type Arbitrary } from "fast-check";
import { unwrap } from "../../shared/webhook/unwrap.ts";
import { readFixtures } from "../support/fixtures.ts";

/** Enough to meet what is odd, few enough for a suite of seconds. fast-check prints seed and path of what fails. */
export const RUNS = { numRuns: 200 };

/** What Google's JSON was never seen to hold, but JSON can. */
export const odd = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("", null, [], {}, "\ud800", "\u0000", "false", "1e400", -1, 1e308, "2026-02-30T25:61:61Z"),
  fc.constantFrom("x".repeat(257), "TTL_EXPIRATION_", "DELIVERED", "constructor", "__proto__", "a/../b", "."),
);

const recorded: readonly unknown[] = readFixtures().map(({ channel, body }) => unwrap(channel, body).json);

/** A JSON value with some of its members replaced, at any depth. */
export function almost(json: unknown): Arbitrary<unknown> {
  const changes = fc.array(fc.tuple(fc.nat(), odd), { maxLength: 3 });
  return changes.map((all) => all.reduce((changed, [place, value]) => replace(changed, place, value), json));
}

/** Arrays or objects in one another, deeper than a stack. */
const deep = fc
  .tuple(fc.nat(60_000), fc.constantFrom(["[", "]"], ['{"a":', "}"]))
  .map(([depth, [left = "", right = ""]]) => `${left.repeat(depth)}1${right.repeat(depth)}`);

const deepMember = fc
  .tuple(fc.constantFrom("message", "suggestionResponse", "receipts", "context", "text"), deep)
  .map(([name, text]) => `{"conversationId":"c1","suggestionResponse":{},"${name}":${text}}`);

/** JSON text: near to what Google sends, or far from it. */
export const jsonText: Arbitrary<string> = fc.oneof(
  {
    arbitrary: fc
      .constantFrom(...recorded)
      .chain(almost)
      .map((json) => JSON.stringify(json)),
    weight: 6,
  },
  { arbitrary: fc.jsonValue().map((json) => JSON.stringify(json)), weight: 2 },
  { arbitrary: fc.oneof(deep, deepMember), weight: 1 },
);

/** Bytes that may be JSON. */
export const anyBytes: Arbitrary<Buffer> = fc.oneof(
  jsonText.map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
);

/** One of an arbitrary's values or something else. */
export function orElse<T, E>(arbitrary: Arbitrary<T>, other: Arbitrary<E>): Arbitrary<T | E> {
  return fc.oneof({ arbitrary, weight: 6 }, { arbitrary: other, weight: 1 });
}

/** Puts `value` in the place of the member that comes `place`th, counted around and around. */
function replace(json: unknown, place: number, value: unknown): unknown {
  const places = countPlaces(json);
  let left = place % places;
  return JSON.parse(JSON.stringify(json), (_key, member: unknown) => {
    left -= 1;
    return left === -1 ? value : member;
  });
}

function countPlaces(json: unknown): number {
  let places = 0;
  JSON.parse(JSON.stringify(json), (_key, member: unknown) => {
    places += 1;
    return member;
  });
  return places;
}
