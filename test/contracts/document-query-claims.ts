import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { DocumentStore, Members } from "../../shared/store/document-store.ts";

const anyPath = () => `conversations/${randomUUID()}`;

/** The claims about query(). */
export function queryClaims(documents: () => DocumentStore): void {
  const create = (path: string, members: Members) => documents().commit([{ do: "create", path, members }]);
  const openCollection = async () => {
    const collection = `${anyPath()}/turns`;
    const all = { b: 2, d: 4, a: 1, c: 2, e: undefined };
    for (const [name, at] of Object.entries(all)) await create(`${collection}/${name}`, { at, of: name });
    return collection;
  };

  test("query() finds the latest first, and of one moment the last by name; what has no time it does not find", async () => {
    const found = await documents().query({ collection: await openCollection(), limit: 9 });
    expect(found).toEqual([
      { name: "d", members: { at: 4, of: "d" } },
      { name: "c", members: { at: 2, of: "c" } },
      { name: "b", members: { at: 2, of: "b" } },
      { name: "a", members: { at: 1, of: "a" } },
    ]);
  });

  test("query() goes on after a document, and ends at its limit", async () => {
    const found = await documents().query({ collection: await openCollection(), limit: 2, after: [2, "c"] });
    expect(found.map(({ name }) => name)).toEqual(["b", "a"]);
  });

  test("query() goes on after a time, whatever was then", async () => {
    const found = await documents().query({ collection: await openCollection(), limit: 2, after: [2] });
    expect(found.map(({ name }) => name)).toEqual(["a"]);
  });

  test("query() finds nothing where nothing is", async () => {
    expect(await documents().query({ collection: `${anyPath()}/turns`, limit: 2 })).toEqual([]);
  });
}
