import type { Version } from "../shared/conversation/journal.ts";
import { applyWrites } from "../shared/store/apply-writes.ts";
import { checkWrites } from "../shared/store/check-writes.ts";
import type { DocumentStore, FoundDocument, StoredDocument } from "../shared/store/document-store.ts";

/** Documents of which the changes stay in memory, over others that are only read. */
export function rehearsedStore(base: Pick<DocumentStore, "get" | "query">): DocumentStore {
  /** `undefined` is deleted. */
  const changed = new Map<string, StoredDocument | undefined>();
  let versions = 0;
  const get: DocumentStore["get"] = async (paths) => {
    const missing = paths.filter((path) => !changed.has(path));
    const found = missing.length === 0 ? [] : await base.get(missing);
    const known = new Map(missing.map((path, index) => [path, found[index]]));
    return paths.map((path) => (changed.has(path) ? changed.get(path) : known.get(path)));
  };
  return {
    get,
    async commit(writes) {
      checkWrites(writes);
      const paths = writes.map(({ path }) => path);
      const before = new Map((await get(paths)).map((document, index) => [paths[index] ?? "", document]));
      const applied = applyWrites(writes, (path) => before.get(path));
      if (applied === undefined) return "lost";
      return applied.map(({ path, members }) => {
        versions += 1;
        const version = `rehearsed-${versions}` as Version;
        changed.set(path, members && { members, version });
        return version;
      });
    },
    async query(page) {
      const found = await base.query(page);
      const inMemory = [...changed].flatMap(([path, document]) =>
        document ? inPage(path, document.members, page) : [],
      );
      const all = [...inMemory, ...found.filter(({ name }) => !changed.has(`${page.collection}/${name}`))];
      return all.toSorted(latestFirst).slice(0, page.limit);
    },
  };
}

function inPage(
  path: string,
  members: StoredDocument["members"],
  { collection, after }: Parameters<DocumentStore["query"]>[0],
): readonly FoundDocument[] {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (path !== `${collection}/${name}` || typeof members.at !== "number") return [];
  const isAfter =
    after === undefined || latestFirst({ name, members }, { name: after[1] ?? "", members: { at: after[0] } }) > 0;
  return isAfter ? [{ name, members }] : [];
}

function latestFirst(one: FoundDocument, other: FoundDocument): number {
  return Number(other.members.at) - Number(one.members.at) || (other.name < one.name ? -1 : 1);
}
