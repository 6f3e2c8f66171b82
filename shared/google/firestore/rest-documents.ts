import { TransientError } from "../../base/errors.ts";
import { isObject } from "../../base/json.ts";
import type { Version } from "../../conversation/journal.ts";
import { checkWrites } from "../../store/check-writes.ts";
import type {
  DocumentPage,
  DocumentStore,
  FoundDocument,
  Members,
  StoredDocument,
} from "../../store/document-store.ts";
import type { FirestoreRest, RestPatience } from "./rest.ts";
import { readFields, writeValue } from "./rest-value.ts";
import { addsUp, isConditional, writeWrite } from "./rest-write.ts";

/**
 * The documents of a Firestore database, over REST. A version is the time of the last write that changed the document, as Firestore
 * writes it. A commit whose answer was lost is made again, and may then be lost to itself: whoever loads again finds what it wrote.
 */
export function restDocuments({ prefix, call }: FirestoreRest, patience?: RestPatience): DocumentStore {
  return {
    async get(paths) {
      const documents = paths.map((path) => `${prefix}${path}`);
      const rows = rowsOf(await call({ method: "batchGet", body: { documents }, patience }));
      const found = new Map(rows.map(readRow));
      return documents.map((name) =>
        found.has(name) ? found.get(name) : refuse(`each document, or that it is missing`),
      );
    },
    async commit(writes) {
      checkWrites(writes);
      const body = { writes: writes.map((write) => writeWrite(write, `${prefix}${write.path}`)) };
      const answer = await call({
        method: "commit",
        body,
        isRepeatable: !writes.some(addsUp),
        canBeLost: writes.some(isConditional),
        patience,
      });
      return answer === "lost" ? answer : readVersions(answer);
    },
    async query(page) {
      const [collection = "", ...parents] = page.collection.split("/").toReversed();
      const parent = parents.toReversed().join("/");
      const structuredQuery = queryOf({ ...page, collection }, `${prefix}${page.collection}/`);
      const rows = rowsOf(await call({ method: "runQuery", parent, body: { structuredQuery }, patience }));
      return rows.flatMap(({ document, error }) => {
        if (error !== undefined) return refuse("documents alone");
        return document === undefined ? [] : [readFound(membersOf(document))];
      });
    },
  };
}

/** @see https://cloud.google.com/firestore/docs/reference/rest/v1/StructuredQuery */
function queryOf({ collection, limit, after }: DocumentPage, prefix: string): object {
  const latest = ["at", "__name__"].map((fieldPath) => ({ field: { fieldPath }, direction: "DESCENDING" }));
  const query = { from: [{ collectionId: collection }], orderBy: latest, limit };
  if (after === undefined) return query;
  const [at, name] = after;
  const values = [writeValue(at), ...(name === undefined ? [] : [{ referenceValue: `${prefix}${name}` }])];
  return { ...query, startAt: { values, before: false } };
}

/** A document that was asked for, by its name. */
function readRow({ found, missing }: Members): readonly [name: unknown, StoredDocument | undefined] {
  const members = membersOf(found);
  return typeof missing === "string" ? [missing, undefined] : [members.name, readDocument(members)];
}

function readDocument({ fields, updateTime }: Members): StoredDocument | undefined {
  return typeof updateTime === "string" ? { members: readFields(fields), version: updateTime as Version } : undefined;
}

function readFound({ name, fields }: Members): FoundDocument {
  return { name: String(name).split("/").at(-1) ?? "", members: readFields(fields) };
}

/** The answer of a stream: a list of rows. */
function rowsOf(answer: unknown): readonly Members[] {
  return Array.isArray(answer) ? answer.map(membersOf) : refuse("a list");
}

/** A deletion has no time. */
function readVersions(answer: unknown): readonly Version[] {
  const { writeResults, commitTime } = membersOf(answer);
  const results = Array.isArray(writeResults) ? writeResults : refuse("writeResults");
  return results.map((result) => String(membersOf(result).updateTime ?? commitTime) as Version);
}

function membersOf(value: unknown): Members {
  return isObject(value) ? value : {};
}

function refuse(expected: string): never {
  throw new TransientError(`Cannot use what Firestore answered: expected ${expected}`);
}
