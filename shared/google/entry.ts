import { createHash } from "node:crypto";
import type { DocumentData } from "@google-cloud/firestore";
import type { OutgoingId } from "../base/ids.ts";
import type { Reply } from "../bot/reply.ts";
import type { Entry } from "../effect/ports.ts";
import type { StatusTimes } from "../effect/status.ts";

/** A decided reply, as it stands in the fact's document. */
export interface StoredReply {
  readonly id: OutgoingId;
  readonly reply: Reply;
}

/** The part of a fact's document that a second try needs. */
export interface FactDocument {
  readonly replies?: readonly StoredReply[];
}

type MillisByStep = { readonly [step in keyof StatusTimes]?: number };

/** The encoded ids stay far below Firestore's 1,500 bytes; longer ones are hashed. */
const MAX_READABLE_LENGTH = 256;

/** Names an entry's document: a person can look for a message id in the console. */
export function documentId(type: Entry["type"], id: string): string {
  const encoded = encodeURIComponent(id);
  const isReadable = encoded.length <= MAX_READABLE_LENGTH;
  return `${type}-${isReadable ? encoded : createHash("sha256").update(id).digest("base64url")}`;
}

/** Google has the message or has refused it for ever. A receipt that came first proves it too. */
export function isDone(document: DocumentData | undefined): boolean {
  const times: MillisByStep = document?.times ?? {};
  return (times.sent ?? times.delivered ?? times.read) !== undefined || document?.failure !== undefined;
}

/** Reads what `firestoreHistory` wrote: nobody else writes there. */
export function readEntry(document: DocumentData): Entry {
  const { type, id, content, event, reply, failure } = document;
  const at = new Date(document.at);
  if (type === "message") return { type, id, at, content };
  if (type === "event") return { type, id, at, event };
  const optional = { ...(reply === undefined ? {} : { reply }), ...(failure === undefined ? {} : { failure }) };
  return { type: "outgoing", id, at, times: readTimes(document.times ?? {}), ...optional };
}

function readTimes(times: MillisByStep): StatusTimes {
  return Object.fromEntries(Object.entries(times).map(([step, millis]) => [step, new Date(millis)]));
}
