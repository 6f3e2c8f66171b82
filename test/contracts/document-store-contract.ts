import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Version } from "../../shared/conversation/journal.ts";
import {
  type DocumentStore,
  type DocumentWrite,
  earliest,
  GONE,
  type Members,
  plus,
} from "../../shared/store/document-store.ts";
import { queryClaims } from "./document-query-claims.ts";
import { deleteClaims, refusalClaims, updateClaims } from "./document-write-claims.ts";

const anyPath = () => `conversations/${randomUUID()}`;

/** One open store and its end. */
export interface OpenDocuments {
  readonly documents: DocumentStore;
  close(): Promise<void>;
}

/** What every DocumentStore must do. It is opened once; each test has paths of its own. */
export function documentStoreContract(name: string, open: () => Promise<OpenDocuments>): void {
  describe(name, { timeout: 30_000 }, () => {
    let opened: OpenDocuments;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());
    for (const claim of [commitClaims, updateClaims, deleteClaims, refusalClaims, memberClaims, queryClaims])
      claim(() => opened.documents);
  });
}

function using(documents: () => DocumentStore) {
  const write = async (...writes: readonly DocumentWrite[]): Promise<readonly Version[]> => {
    const versions = await documents().commit(writes);
    if (versions === "lost") throw new Error("Cannot write: the store says lost, expected versions");
    return versions;
  };
  return {
    write,
    read: async (path: string) => (await documents().get([path]))[0],
    create: async (path: string, members: Members) => (await write({ do: "create", path, members }))[0] as Version,
    merge: async (path: string, members: Members) => (await write({ do: "merge", path, members }))[0] as Version,
  };
}

/** The claims about commit() as a whole, and get(). */
function commitClaims(documents: () => DocumentStore): void {
  const { write, read, create, merge } = using(documents);

  test("get() reads in the order of the paths, and tells what is not there", async () => {
    const [one, none, other] = [anyPath(), anyPath(), anyPath()];
    await write({ do: "create", path: one, members: { n: 1 } }, { do: "merge", path: other, members: { n: 2 } });
    const found = await documents().get([other, none, one]);
    expect(found.map((document) => document?.members)).toEqual([{ n: 2 }, undefined, { n: 1 }]);
  });

  test("commit() tells the versions that get() then tells", async () => {
    const paths = [anyPath(), anyPath()];
    const versions = await write(...paths.map((path) => ({ do: "merge", path, members: { n: 1 } }) as const));
    expect((await documents().get(paths)).map((document) => document?.version)).toEqual(versions);
  });

  test("commit() keeps nothing when one of its writes is lost", async () => {
    const [known, other] = [anyPath(), anyPath()];
    const version = await create(known, { n: 1 });
    const writes: readonly DocumentWrite[] = [
      { do: "update", path: known, members: { n: 2 }, version },
      { do: "merge", path: other, members: { n: 2 } },
      { do: "create", path: `${known}/turns/t`, members: {} },
    ];
    await create(`${known}/turns/t`, {});
    expect(await documents().commit(writes)).toBe("lost");
    expect([await read(known), await read(other)]).toEqual([{ members: { n: 1 }, version }, undefined]);
  });

  test("commit() loses a create of what is there", async () => {
    const path = anyPath();
    await create(path, {});
    expect(await documents().commit([{ do: "create", path, members: {} }])).toBe("lost");
  });

  test("commit() loses an update of what is not there", async () => {
    const version = await create(anyPath(), {});
    expect(await documents().commit([{ do: "update", path: anyPath(), members: { n: 1 }, version }])).toBe("lost");
  });

  test("commit() loses an update after a write that changed something", async () => {
    const path = anyPath();
    const version = await create(path, { n: 1 });
    await merge(path, { n: 2 });
    expect(await documents().commit([{ do: "update", path, members: { n: 3 }, version }])).toBe("lost");
  });

  test("commit() keeps the version of what it does not change", async () => {
    const path = anyPath();
    const version = await create(path, { n: 1, a: { b: [1, { c: 2 }] }, at: 5, expireAt: new Date(6) });
    expect(await merge(path, { a: { b: [1, { c: 2 }] }, at: earliest(7), expireAt: new Date(6) })).toBe(version);
    expect(await documents().commit([{ do: "update", path, members: { n: 1, x: GONE }, version }])).toEqual([version]);
    expect((await read(path))?.version).toBe(version);
  });

  test("commit() of two updates at once lets exactly one win", async () => {
    const path = anyPath();
    const version = await create(path, { n: 0 });
    const update = (n: number) => documents().commit([{ do: "update", path, members: { n }, version }]);
    const outcomes = await Promise.all([update(1), update(2)]);
    expect(outcomes.filter((outcome) => outcome === "lost")).toHaveLength(1);
  });
}

/** The claims about what becomes of members. */
function memberClaims(documents: () => DocumentStore): void {
  const { read, create, merge } = using(documents);
  const membersAfter = async (before: Members, change: Members) => {
    const path = anyPath();
    await create(path, before);
    await merge(path, change);
    return (await read(path))?.members;
  };
  const membersUpdated = async (before: Members, members: Members) => {
    const path = anyPath();
    const version = await create(path, before);
    await documents().commit([{ do: "update", path, members, version }]);
    return (await read(path))?.members;
  };

  test.each<{ before: Members; change: Members; after: Members }>([
    { before: { a: 1, b: 2 }, change: { b: 3, c: 4 }, after: { a: 1, b: 3, c: 4 } },
    { before: { a: { b: { x: 1 }, c: 2 } }, change: { a: { b: { y: 3 } } }, after: { a: { b: { x: 1, y: 3 }, c: 2 } } },
    { before: { a: { b: [1, 2] } }, change: { a: { b: [3] } }, after: { a: { b: [3] } } },
    { before: { a: { b: 1 } }, change: { a: {} }, after: { a: {} } },
    { before: { a: { b: 1 } }, change: { a: null }, after: { a: null } },
    { before: { a: 1 }, change: { a: { b: 1 } }, after: { a: { b: 1 } } },
    { before: { a: 1 }, change: { a: undefined }, after: { a: 1 } },
    { before: { a: { b: 1, c: 2 } }, change: { a: { b: GONE } }, after: { a: { c: 2 } } },
    { before: { at: 5 }, change: { at: earliest(3) }, after: { at: 3 } },
    { before: { at: 5 }, change: { at: earliest(7) }, after: { at: 5 } },
    { before: {}, change: { a: { 0: { times: { sent: earliest(7) } } } }, after: { a: { 0: { times: { sent: 7 } } } } },
    { before: { a: { x: 1 } }, change: { a: { at: earliest(7) } }, after: { a: { x: 1, at: 7 } } },
    { before: { n: 2 }, change: { n: plus(3) }, after: { n: 5 } },
    { before: {}, change: { n: plus(3) }, after: { n: 3 } },
  ])("commit() merges $change into $before", async ({ before, change, after }) => {
    expect(await membersAfter(before, change)).toEqual(after);
  });

  test.each<{ before: Members; change: Members; after: Members }>([
    { before: { a: { x: 1 }, b: 2 }, change: { a: { y: 3 } }, after: { a: { y: 3 }, b: 2 } },
    { before: { a: { b: { x: 1 }, c: 2 } }, change: { "a.b": { y: 3 } }, after: { a: { b: { y: 3 }, c: 2 } } },
    { before: { a: { 0: { x: 1 } } }, change: { "a.1.b": 5 }, after: { a: { 0: { x: 1 }, 1: { b: 5 } } } },
    { before: { a: 1, b: 2 }, change: { a: GONE, c: GONE }, after: { b: 2 } },
    { before: { a: { b: 1 } }, change: { a: {} }, after: { a: {} } },
  ])("commit() updates $before by $change", async ({ before, change, after }) => {
    expect(await membersUpdated(before, change)).toEqual(after);
  });

  test("commit() merges into what is not there", async () => {
    const path = anyPath();
    await merge(path, { a: { at: earliest(5) }, n: plus(1) });
    expect((await read(path))?.members).toEqual({ a: { at: 5 }, n: 1 });
  });

  test("commit() loses none of what is added at the same moment", async () => {
    const path = anyPath();
    await Promise.all([4, 2, 3].map((ms) => merge(path, { at: earliest(ms), n: plus(1), [`m${ms}`]: true })));
    expect((await read(path))?.members).toEqual({ at: 2, n: 3, m2: true, m3: true, m4: true });
  });
}
