import type { Version } from "../../shared/conversation/journal.ts";
import { applyWrites } from "../../shared/store/apply-writes.ts";
import { checkWrites } from "../../shared/store/check-writes.ts";
import type {
  DocumentPage,
  DocumentStore,
  DocumentWrite,
  FoundDocument,
  Members,
  StoredDocument,
} from "../../shared/store/document-store.ts";

/**
 * Documents in memory, with Firestore's semantics. Each call happens at one moment: what goes wrong before and after it, and when
 * it happens, is up to who calls it.
 */
export interface SimulatedDocuments {
  get(paths: readonly string[]): readonly (StoredDocument | undefined)[];
  commit(writes: readonly DocumentWrite[], at: Date): readonly Version[] | "lost";
  query(page: DocumentPage): readonly FoundDocument[];
  /** Forgets the documents whose time has come. @returns How many there were. */
  expire(now: Date): number;
  /** How many documents there are. */
  size(): number;
}

type Found = FoundDocument & { readonly at: number };

/** Opens a store that holds nothing. */
export function openSimulatedDocuments(): SimulatedDocuments {
  const collections = new Map<string, Map<string, StoredDocument>>();
  let written = 0;
  const find = (path: string) => {
    const [collection, name] = split(path);
    return collections.get(collection)?.get(name);
  };
  const keep = (path: string, document: StoredDocument) => {
    const [collection, name] = split(path);
    const documents = collections.get(collection) ?? new Map<string, StoredDocument>();
    collections.set(collection, documents.set(name, document));
  };
  const remove = (path: string) => {
    const [collection, name] = split(path);
    collections.get(collection)?.delete(name);
  };
  return {
    get: (paths) => paths.map(find),
    commit(writes, at) {
      checkWrites(writes);
      const applied = applyWrites(writes, find);
      if (applied === undefined) return "lost";
      written += 1;
      // The time as in Firestore, and a number, because here many commits have one time.
      const version = `${at.getTime()}.${written}` as Version;
      return applied.map(({ path, before, members }) => {
        if (before !== undefined && members === before.members) return before.version;
        if (members === undefined) remove(path);
        else keep(path, { members: frozen(members), version });
        return version;
      });
    },
    query: ({ collection, limit, after }) => newest(collections.get(collection), limit, after),
    expire(now) {
      const before = sizeOf(collections);
      for (const [path, documents] of collections) forget(collections, { path, documents }, now);
      return before - sizeOf(collections);
    },
    size: () => sizeOf(collections),
  };
}

/** The documents as the port that history stands on. Nothing fails, and nothing takes time. */
export function simulatedStore(documents: SimulatedDocuments, now: () => Date): DocumentStore {
  return {
    get: async (paths) => documents.get(paths),
    commit: async (writes) => documents.commit(writes, now()),
    query: async (page) => documents.query(page),
  };
}

/** What is read may be what is stored: who changes it fails. What is frozen already is so at every depth. */
function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}

function split(path: string): readonly [collection: string, name: string] {
  const end = path.lastIndexOf("/");
  return [path.slice(0, end), path.slice(end + 1)];
}

function newest(
  documents: ReadonlyMap<string, StoredDocument> = new Map(),
  limit: number,
  after: DocumentPage["after"],
): readonly FoundDocument[] {
  const found: Found[] = [];
  for (const [name, { members }] of documents) {
    const { at } = members;
    if (typeof at === "number" && (after === undefined || isAfter({ at, name }, after)))
      found.push({ at, name, members });
  }
  const sorted = found.toSorted((one, other) => (isAfter(one, [other.at, other.name]) ? 1 : -1));
  return sorted.slice(0, limit).map(({ name, members }) => ({ name, members }));
}

/** True for what comes later in a query, so is the older one. */
function isAfter({ at, name }: Omit<Found, "members">, [otherAt, otherName = ""]: readonly [number, string?]): boolean {
  return at < otherAt || (at === otherAt && name < otherName);
}

function forget(
  collections: Map<string, Map<string, StoredDocument>>,
  { path, documents }: { readonly path: string; readonly documents: Map<string, StoredDocument> },
  now: Date,
): void {
  for (const [name, { members }] of documents) {
    if (isExpired(members, now)) documents.delete(name);
  }
  if (documents.size === 0) collections.delete(path);
}

function isExpired({ expireAt }: Members, now: Date): boolean {
  return expireAt instanceof Date && expireAt <= now;
}

function sizeOf(collections: ReadonlyMap<string, ReadonlyMap<string, StoredDocument>>): number {
  return [...collections.values()].reduce((sum, { size }) => sum + size, 0);
}
