import { strFromU8, strToU8, unzipSync } from "fflate";
import { expect, it } from "vitest";
import { archive } from "../../../tools/build/archive.ts";

const A = strToU8("first");
const B = strToU8("second");

it("archive() keeps every file", () => {
  const files = unzipSync(archive(new Map([["b", B], ["a", A]]))); // biome-ignore format: one line reads better
  expect(Object.entries(files).map(([name, content]) => [name, strFromU8(content)])).toEqual([
    ["a", "first"],
    ["b", "second"],
  ]);
});

it("archive() gives the same bytes in whatever order files come", () => {
  const one = archive(new Map(Object.entries({ a: A, b: B })));
  const other = archive(new Map(Object.entries({ b: B, a: A })));
  expect(Buffer.from(one).equals(other)).toBe(true);
});

it("archive() gives other bytes for another content", () => {
  const one = archive(new Map([["a", A]]));
  const other = archive(new Map([["a", B]]));
  expect(Buffer.from(one).equals(other)).toBe(false);
});
