import type { DatabaseSync } from "node:sqlite";
import { member, number, text } from "../base/json.ts";
import type { Version } from "../conversation/journal.ts";
import { applyWrites } from "../store/apply-writes.ts";
import { checkWrites } from "../store/check-writes.ts";
import type { DocumentStore, Members, StoredDocument } from "../store/document-store.ts";
import { transact } from "./database.ts";

/** The documents in the tables of `openDatabase`. Nothing is forgotten: the file is a developer's own. */
export function localDocuments(db: DatabaseSync): DocumentStore {
  const { find, keep, search } = prepare(db);
  return {
    get: async (paths) => transact(db, () => paths.map(find)),
    async commit(writes) {
      checkWrites(writes);
      return transact(
        db,
        () => applyWrites(writes, find)?.map(({ path, before, members }) => keep(path, before, members)) ?? "lost",
      );
    },
    query: async ({ collection, limit, after: [at, name = ""] = [Number.MAX_SAFE_INTEGER] }) =>
      transact(db, () => search.all({ collection, at, name, limit }).map(readFound)),
  };
}

function prepare(db: DatabaseSync) {
  const one = db.prepare("SELECT version, members FROM documents WHERE collection = :collection AND name = :name");
  const put = db.prepare(`INSERT INTO documents (collection, name, at, version, members)
    VALUES (:collection, :name, :at, :version, :members)
    ON CONFLICT DO UPDATE SET at = excluded.at, version = excluded.version, members = excluded.members`);
  const removed = db.prepare("DELETE FROM documents WHERE collection = :collection AND name = :name");
  const first = db.prepare("SELECT version FROM first_version");
  const raise = db.prepare("UPDATE first_version SET version = max(version, :version)");
  const search = db.prepare(`SELECT name, members FROM documents
    WHERE collection = :collection AND (at, name) < (:at, :name) ORDER BY at DESC, name DESC LIMIT :limit`);
  const remove = (path: string, before: StoredDocument | undefined): Version => {
    const version = Number(before?.version ?? 0) + 1;
    removed.run({ ...place(path) });
    raise.run({ version });
    return String(version) as Version;
  };
  return {
    search,
    find(path: string): StoredDocument | undefined {
      const row = one.get({ ...place(path) });
      return row && { members: readMembers(row), version: String(numberOf(row, "version")) as Version };
    },
    keep(path: string, before: StoredDocument | undefined, members: Members | undefined): Version {
      if (members === undefined) return remove(path, before);
      if (members === before?.members) return before.version;
      const version = before === undefined ? numberOf(first.get() ?? {}, "version") : Number(before.version) + 1;
      const at = typeof members.at === "number" ? members.at : null;
      put.run({ ...place(path), at, version, members: JSON.stringify(members) });
      return String(version) as Version;
    },
  };
}

function place(path: string): { readonly collection: string; readonly name: string } {
  const end = path.lastIndexOf("/");
  return { collection: path.slice(0, end), name: path.slice(end + 1) };
}

function readFound(row: object) {
  return { name: text(member({ value: row, path: "" }, "name")), members: readMembers(row) };
}

function readMembers(row: object): Members {
  const members = JSON.parse(text(member({ value: row, path: "" }, "members")));
  const { expireAt } = members;
  return expireAt === undefined ? members : { ...members, expireAt: new Date(expireAt) };
}

function numberOf(row: object, column: string): number {
  return number(member({ value: row, path: "" }, column));
}
