import {
  type DocumentData,
  type DocumentReference,
  type DocumentSnapshot,
  FieldPath,
  FieldValue,
  type Firestore,
  type Query,
  Timestamp,
  type WriteBatch,
} from "@google-cloud/firestore";
import type { Version } from "../../conversation/journal.ts";
import { checkWrites } from "../../store/check-writes.ts";
import {
  type DocumentPage,
  type DocumentStore,
  type DocumentWrite,
  isChange,
  isMembers,
  type MemberChange,
  type Members,
  type StoredDocument,
} from "../../store/document-store.ts";
import { ABORTED, ALREADY_EXISTS, FAILED_PRECONDITION, hasCode, NOT_FOUND } from "../grpc.ts";
import { attempt } from "./attempt.ts";

/** What a write answers when somebody else was first. */
const LOST = [ALREADY_EXISTS, FAILED_PRECONDITION, NOT_FOUND, ABORTED];

/** The documents of a Firestore database. */
export function firestoreDocuments(db: Firestore): DocumentStore {
  return {
    get: (paths) =>
      attempt("read documents", () => {
        const references = paths.map((path) => db.doc(path));
        return async () => (await db.getAll(...references)).map(readDocument);
      }),
    commit: (writes) =>
      attempt("write documents", () => {
        checkWrites(writes);
        const batch = db.batch();
        for (const write of writes) addTo(batch, db.doc(write.path), write);
        return () => commit(batch);
      }),
    query: (page) =>
      attempt("search documents", () => {
        const query = queryOf(db, page);
        return async () => (await query.get()).docs.map((doc) => ({ name: doc.id, members: doc.data() }));
      }),
  };
}

function readDocument(found: DocumentSnapshot): StoredDocument | undefined {
  const members = found.data();
  const { updateTime } = found;
  return members && updateTime && { members, version: writeVersion(updateTime) };
}

function addTo(batch: WriteBatch, reference: DocumentReference, write: DocumentWrite): void {
  if (write.do === "delete") {
    batch.delete(reference);
    return;
  }
  const data = encode(write.members);
  if (write.do === "create") batch.create(reference, data);
  else if (write.do === "merge") batch.set(reference, data, { merge: true });
  else if (write.version === "any") batch.update(reference, data);
  else batch.update(reference, data, { lastUpdateTime: readVersion(write.version) });
}

async function commit(batch: WriteBatch): Promise<readonly Version[] | "lost"> {
  try {
    return (await batch.commit()).map(({ writeTime }) => writeVersion(writeTime));
  } catch (error) {
    if (LOST.some((code) => hasCode(error, code))) return "lost";
    throw error;
  }
}

function queryOf(db: Firestore, { collection, limit, after }: DocumentPage): Query {
  const latest = db.collection(collection).orderBy("at", "desc").orderBy(FieldPath.documentId(), "desc");
  const from = after === undefined ? latest : latest.startAfter(...after);
  return from.limit(limit);
}

function encode(members: Members): DocumentData {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, encodeValue(value)]));
}

function encodeValue(value: unknown): unknown {
  if (isChange(value)) return encodeChange(value);
  return isMembers(value) ? encode(value) : value;
}

function encodeChange(change: MemberChange): FieldValue {
  switch (change.to) {
    case "gone":
      return FieldValue.delete();
    case "earliest":
      return FieldValue.minimum(change.ms);
    case "plus":
      return FieldValue.increment(change.n);
  }
}

function writeVersion({ seconds, nanoseconds }: Timestamp): Version {
  return `${seconds}.${nanoseconds}` as Version;
}

function readVersion(version: Version): Timestamp {
  const [seconds, nanoseconds] = version.split(".").map(Number);
  return new Timestamp(seconds ?? 0, nanoseconds ?? 0);
}
