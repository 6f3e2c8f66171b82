import { describe, expect, it } from "vitest";
import type { Version } from "../../../shared/conversation/journal.ts";
import { applyWrites } from "../../../shared/store/apply-writes.ts";
import {
  type DocumentWrite,
  earliest,
  GONE,
  type Members,
  plus,
  type StoredDocument,
} from "../../../shared/store/document-store.ts";

const VERSION = "1" as Version;
const path = "conversations/c";

/** What a document with these members has after the write; `undefined` when the write is lost. */
function after(before: Members | undefined, write: DocumentWrite): Members | undefined {
  const document: StoredDocument | undefined = before && { members: before, version: VERSION };
  return applyWrites([write], () => document)?.[0]?.members;
}

function merged(before: Members | undefined, members: Members): Members | undefined {
  return after(before, { do: "merge", path, members });
}

function updated(before: Members, members: Members): Members | undefined {
  return after(before, { do: "update", path, members, version: VERSION });
}

describe("applyWrites()", () => {
  it.each([
    { what: "create of what is there", before: {}, write: { do: "create", path, members: {} } },
    { what: "update of what is gone", before: undefined, write: { do: "update", path, members: {}, version: VERSION } },
    {
      what: "update of another version",
      before: {},
      write: { do: "update", path, members: {}, version: "2" as Version },
    },
  ] as const)("loses the $what", ({ before, write }) => expect(after(before, write)).toBeUndefined());

  it("loses all when one is lost", () => {
    const writes: readonly DocumentWrite[] = [
      { do: "merge", path: "conversations/new", members: { a: 1 } },
      { do: "create", path, members: {} },
    ];
    const find = (of: string) => (of === path ? { members: {}, version: VERSION } : undefined);
    expect(applyWrites(writes, find)).toBeUndefined();
  });

  it("makes what is merged and not there", () => expect(merged(undefined, { a: { b: 1 } })).toEqual({ a: { b: 1 } }));

  it("merges objects at every depth", () => {
    expect(merged({ a: { b: { x: 1 }, c: 2 } }, { a: { b: { y: 3 } } })).toEqual({ a: { b: { x: 1, y: 3 }, c: 2 } });
  });

  it.each([
    { what: "an array", value: [3] },
    { what: "an empty object", value: {} },
    { what: "null", value: null },
    { what: "a time", value: new Date(5) },
  ])("replaces a member by $what when it merges", ({ value }) => {
    expect(merged({ a: { b: [1, 2] } }, { a: { b: value } })).toEqual({ a: { b: value } });
    expect(merged({ a: { x: 1 } }, { a: value })).toEqual({ a: value });
  });

  it("replaces whole members when it updates", () => {
    expect(updated({ a: { x: 1 }, b: 2 }, { a: { y: 3 } })).toEqual({ a: { y: 3 }, b: 2 });
  });

  it("replaces what a path names when it updates, and nothing beside it", () => {
    expect(updated({ a: { b: { x: 1 }, c: 2 } }, { "a.b": { y: 3 } })).toEqual({ a: { b: { y: 3 }, c: 2 } });
    expect(updated({}, { "a.b": 1 })).toEqual({ a: { b: 1 } });
  });

  it("leaves out what is undefined", () => expect(merged({ a: 1 }, { a: undefined, b: undefined })).toEqual({ a: 1 }));

  it("takes away what is gone", () => {
    expect(updated({ a: 1, b: 2 }, { a: GONE, c: GONE })).toEqual({ b: 2 });
    expect(merged({ a: { b: 1, c: 2 } }, { a: { b: GONE } })).toEqual({ a: { c: 2 } });
  });

  it.each([
    { before: {}, expected: 5 },
    { before: { at: 9 }, expected: 5 },
    { before: { at: 3 }, expected: 3 },
    { before: { at: "no time" }, expected: 5 },
  ])("keeps the earliest of 5 and what is in $before", ({ before, expected }) => {
    expect(merged(before, { at: earliest(5) })).toEqual({ at: expected });
  });

  it("adds to a number, and begins with none", () => {
    expect(merged({ n: 2 }, { n: plus(3) })).toEqual({ n: 5 });
    expect(merged(undefined, { n: plus(3) })).toEqual({ n: 3 });
  });

  it.each([
    { what: "the same values", members: { a: { b: [1, { c: 2 }], at: new Date(5) }, n: 3 } },
    { what: "a later time", members: { n: earliest(4) } },
    { what: "nothing", members: {} },
  ])("gives the very same members when it merges $what", ({ members }) => {
    const before = { a: { b: [1, { c: 2 }], at: new Date(5) }, n: 3 };
    expect(merged(before, members)).toBe(before);
  });

  it("gives the very same members when it updates to what is there", () => {
    const before = { a: { b: { c: 1 } } };
    expect(updated(before, { a: { b: { c: 1 } }, "a.b": { c: 1 }, x: GONE })).toBe(before);
  });

  it("leaves what was written before as it was", () => {
    const before = { a: { b: 1 } };
    merged(before, { a: { b: 2 } });
    updated(before, { "a.b": GONE });
    expect(before).toEqual({ a: { b: 1 } });
  });
});
