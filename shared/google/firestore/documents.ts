import { type DocumentReference, type Firestore, Timestamp } from "@google-cloud/firestore";
import type { ConversationId } from "../../base/ids.ts";
import type { Version } from "../../conversation/journal.ts";
import type { TurnId } from "../../conversation/turn-id.ts";
import { ABORTED, ALREADY_EXISTS, FAILED_PRECONDITION, hasCode, NOT_FOUND } from "../grpc.ts";

/** What a write answers when somebody else was first. */
const LOST = [ALREADY_EXISTS, FAILED_PRECONDITION, NOT_FOUND, ABORTED];

const DAY_MS = 86_400_000;

/** Where history is kept, and for how long. */
export interface Store {
  readonly db: Firestore;
  /** When what happened at a time is forgotten. */
  readonly expiry: (atMs: number) => Timestamp;
}

/** Opens the store. @param keepDays How long a conversation is remembered after its last turn. */
export function openStore(db: Firestore, keepDays: number): Store {
  return { db, expiry: (atMs) => Timestamp.fromMillis(atMs + keepDays * DAY_MS) };
}

/** The document of a conversation's state. */
export function conversationRef(db: Firestore, conversation: ConversationId): DocumentReference {
  return db.collection("conversations").doc(conversation);
}

/** The document of a turn. */
export function turnRef(db: Firestore, conversation: ConversationId, turn: TurnId): DocumentReference {
  return conversationRef(db, conversation).collection("turns").doc(turn);
}

/** `undefined` when somebody else was first. */
export async function unlessLost<T>(write: Promise<T>): Promise<T | undefined> {
  try {
    return await write;
  } catch (error) {
    if (LOST.some((code) => hasCode(error, code))) return undefined;
    throw error;
  }
}

/** The state of a document, as a word. */
export function writeVersion({ seconds, nanoseconds }: Timestamp): Version {
  return `${seconds}.${nanoseconds}` as Version;
}

/** The state that `writeVersion` named. */
export function readVersion(version: Version): Timestamp {
  const [seconds, nanoseconds] = version.split(".").map(Number);
  return new Timestamp(seconds ?? 0, nanoseconds ?? 0);
}
