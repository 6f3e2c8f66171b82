import fc, { type Arbitrary } from "fast-check";
import type { TappedSuggestion } from "../../shared/inbound/inbound.ts";

/** A part of a resource name: no slash, no end of a line. */
export const id = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
  .filter((text) => /^[^/]+$/.test(text) && /^.+$/.test(text));
/** An empty text is no text, except for what a user wrote. */
export const text = fc.string({ unit: "grapheme", minLength: 1 });
/** JSON writes -0 as 0. */
export const decimal = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
export const count = fc.nat();

/** Any word of a union; the compiler misses one that is not there. */
export const word = <Word extends string>(all: Readonly<Record<Word, true>>) =>
  fc.constantFrom(...(Object.keys(all) as Word[]));

/** An object of all `required` members and any of the `optional` ones. */
export function record<R extends object, O extends object>(
  required: { [K in keyof R]: Arbitrary<R[K]> },
  optional: { [K in keyof O]: Arbitrary<O[K]> },
) {
  return fc
    .tuple(fc.record(required), fc.record(optional, { requiredKeys: [] }))
    .map(([all, some]) => ({ ...all, ...some }));
}

export const textContent = fc.record({ type: fc.constant("text"), text: fc.string({ unit: "grapheme" }) });

export const suggestion = {
  type: fc.constant("suggestion"),
  kind: word<TappedSuggestion["kind"]>({ reply: true, action: true, unknown: true }),
};

const receipt = fc.record({ message: id, type: fc.constantFrom("delivered", "read") });

/** All receipts of one webhook tell its time. */
export const receipts = (max: number) =>
  fc.record({ type: fc.constant("receipt"), id, receipts: fc.array(receipt, { minLength: 1, maxLength: max }) });

export const events = (event: Arbitrary<{ readonly type: string }>) =>
  fc.record({ type: fc.constant("event"), id, event });
