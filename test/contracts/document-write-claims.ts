import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Version } from "../../shared/conversation/journal.ts";
import { type DocumentStore, type DocumentWrite, earliest, type Members } from "../../shared/store/document-store.ts";

const anyPath = () => `conversations/${randomUUID()}`;

/** The claims about an update of whatever version. */
export function updateClaims(documents: () => DocumentStore): void {
  test("commit() updates any version of what is there, and loses it where nothing is", async () => {
    const path = anyPath();
    const update = { do: "update", path, members: { "a.0.at": earliest(3), "a.0.id": "m" }, version: "any" } as const;
    expect([await documents().commit([update]), await documents().get([path])]).toEqual(["lost", [undefined]]);
    await documents().commit([{ do: "create", path, members: { a: { 0: { at: 5, b: 1 } }, n: 1 } }]);
    await documents().commit([{ do: "merge", path, members: { n: 2 } }]);
    await documents().commit([update]);
    expect((await documents().get([path]))[0]?.members).toEqual({ a: { 0: { at: 3, b: 1, id: "m" } }, n: 2 });
  });
}

/** The claims about what will never be taken. */
export function refusalClaims(documents: () => DocumentStore): void {
  const refused = expect.objectContaining({ name: "PermanentError", reason: "refused-by-history" });
  const merge = (path: string, members: Members): DocumentWrite => ({ do: "merge", path, members });
  const nested = (depth: number): Members => (depth === 1 ? { v: 1 } : { v: nested(depth - 1) });

  test.each([
    ["a dot", "conversations/."],
    ["two dots", "conversations/.."],
    ["a reserved one", "conversations/__x__"],
    ["an empty one", "conversations/"],
    ["one over 1500 bytes", `conversations/${"é".repeat(751)}`],
    ["half a surrogate pair", "conversations/\ud800"],
    ["one with a slash in it", "conversations/a/b"],
  ])("commit() refuses for ever the name %s", async (_claim, path) => {
    await expect(documents().commit([merge(path, { n: 1 })])).rejects.toThrow(refused);
  });

  test.each<readonly [string, Members]>([
    ["a text over 1 MiB", { v: "x".repeat(1_048_577) }],
    ["many texts over 1 MiB", { v: Array.from({ length: 400 }, () => "x".repeat(3000)) }],
    ["half a surrogate pair", { v: ["\ud800"] }],
    ["a date of the year 10000", { expireAt: new Date("+010000-01-01T00:00:00Z") }],
    ["a date before the year 1", { expireAt: new Date("0000-12-31T23:59:59Z") }],
    ["a list in a list", { v: [[1]] }],
    ["a member with a reserved name", { v: { __x__: 1 } }],
    ["21 levels", nested(22)],
  ])("commit() refuses for ever %s", async (_claim, members) => {
    await expect(documents().commit([merge(anyPath(), members)])).rejects.toThrow(refused);
  });

  test("commit() keeps nothing when one of its writes is refused", async () => {
    const path = anyPath();
    await expect(documents().commit([merge(path, { n: 1 }), merge("conversations/__x__", {})])).rejects.toThrow();
    expect(await documents().get([path])).toEqual([undefined]);
  });

  test.each<readonly [string, Members]>([
    ["the last day of the year 9999", { expireAt: new Date("9999-12-31T23:59:59.999Z") }],
    ["a long text", { v: "é".repeat(300_000) }],
    ["a list in an object in a list", { v: [{ w: [1] }] }],
  ])("commit() takes %s", async (_claim, members) => {
    const path = anyPath();
    await documents().commit([merge(path, members)]);
    expect(await documents().get([path])).toHaveLength(1);
  });
}

/** The claims about delete. */
export function deleteClaims(documents: () => DocumentStore): void {
  test("commit() deletes a document, and one that is not there", async () => {
    const [known, none] = [anyPath(), anyPath()];
    await keep(documents(), known, { at: 5 });
    for (const path of [known, none]) await documents().commit([{ do: "delete", path }]);
    expect(await documents().get([known, none])).toEqual([undefined, undefined]);
  });

  test("commit() deletes nothing when another of its writes is lost", async () => {
    const [known, other] = [anyPath(), anyPath()];
    await keep(documents(), known, { n: 1 });
    await keep(documents(), other, {});
    const writes: readonly DocumentWrite[] = [
      { do: "delete", path: known },
      { do: "create", path: other, members: {} },
    ];
    expect(await documents().commit(writes)).toBe("lost");
    expect((await documents().get([known]))[0]?.members).toEqual({ n: 1 });
  });

  test("commit() gives what is made again no version from before it was deleted", async () => {
    const path = anyPath();
    const first = await keep(documents(), path, {});
    const second = await keep(documents(), path, { n: 1 });
    await documents().commit([{ do: "delete", path }]);
    const again = await keep(documents(), path, {});
    expect([first, second]).not.toContain(again);
    for (const version of [first, second])
      expect(await documents().commit([{ do: "update", path, members: { n: 2 }, version }])).toBe("lost");
  });
}

async function keep(documents: DocumentStore, path: string, members: Members): Promise<Version> {
  const versions = await documents.commit([{ do: "merge", path, members }]);
  if (versions === "lost" || versions[0] === undefined) throw new Error("Expected a version");
  return versions[0];
}
