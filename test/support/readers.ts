import { describe, expect, it } from "vitest";
import type { Json, Reader } from "../../shared/base/json.ts";

/** A reader, and examples of what it reads. */
export interface ReaderExamples {
  readonly name: string;
  readonly read: Reader<unknown>;
  readonly wanted: string;
  /** Values and what is made of them. */
  readonly takes: readonly (readonly [unknown, unknown])[];
  /** Values and what an error says was met. */
  readonly refuses: readonly (readonly [unknown, string])[];
}

export const NO_TEXTS = [
  [1, "number"],
  [true, "boolean"],
  [[], "array"],
  [{}, "object"],
] as const;
export const MISSING = [[undefined, "undefined"] as const, [null, "null"] as const];

const SECRET = "+447700900123 ".repeat(20);

/** Claims what each reader takes and refuses. */
export function describeReaders(readers: readonly ReaderExamples[]): void {
  describe("a reader", () => {
    it.each(readers.flatMap((reader) => reader.takes.map(([value, expected]) => ({ ...reader, value, expected }))))(
      "$name() makes $expected of $value",
      ({ read, value, expected }) => expect(read(at(value))).toEqual(expected),
    );

    it.each(readers.flatMap((reader) => reader.refuses.map(([value, met]) => ({ ...reader, value, met }))))(
      "$name() refuses $value and names its path",
      ({ read, value, met, wanted }) => {
        const message = `Cannot read a.b: expected ${wanted}, got ${met}`;
        expect(() => read(at(value))).toThrow(expect.objectContaining({ reason: "unreadable", message }));
      },
    );

    it.each(readers)("$name() never quotes what it refuses", ({ name, read }) => {
      const refused = /ext$/.test(name) ? [SECRET] : SECRET;
      expect(() => read(at(refused))).toThrow(/^(?!.*4477)/);
    });
  });
}

/** A value at the path `a.b`. */
export function at(value: unknown): Json {
  return { value, path: "a.b" };
}
