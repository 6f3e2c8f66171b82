import { type DocumentReference, FieldValue, type Firestore, type Timestamp } from "@google-cloud/firestore";
import type { ConversationId } from "../base/ids.ts";
import type { Reply } from "../bot/reply.ts";
import { outgoingId } from "../effect/outgoing-id.ts";
import type { History, Recorded, SettledReply } from "../effect/ports.ts";
import type { InboundEvent, InboundMessage } from "../inbound/inbound.ts";
import { documentId, type FactDocument, isDone, readEntry, type StoredReply } from "./entry.ts";
import { attempt } from "./firestore-error.ts";
import { ALREADY_EXISTS, FAILED_PRECONDITION, hasCode } from "./grpc.ts";

/**
 * History in Firestore: `conversations/{conversation}/entries/{entry}`. Times are milliseconds since 1970, because only
 * numbers can be merged to the earliest without reading them first.
 */
export function firestoreHistory(db: Firestore): History {
  const entry = (conversation: ConversationId, id: string) =>
    db.collection("conversations").doc(conversation).collection("entries").doc(id);
  return {
    record: (fact) =>
      attempt("record a fact", () => record(db, entry(fact.conversation, documentId(fact.type, fact.id)), fact)),
    recordOutgoing: (conversation, { id, reply, at, failure }) =>
      attempt("record a message of ours", async () => {
        const told = failure === undefined ? { times: { sent: FieldValue.minimum(at.getTime()) } } : { failure };
        const outgoing = { type: "outgoing", id, reply, at: FieldValue.minimum(at.getTime()), ...told };
        await entry(conversation, documentId("outgoing", id)).set(outgoing, { merge: true });
      }),
    mergeReceipts: (conversation, message, receipts) =>
      attempt("merge receipts", async () => {
        if (receipts.length === 0) return;
        const earliest = Math.min(...receipts.map(({ at }) => at.getTime()));
        // Of several receipts of one type the earliest counts, so it comes last.
        const newestFirst = receipts.toSorted((a, b) => b.at.getTime() - a.at.getTime());
        const times = Object.fromEntries(newestFirst.map(({ type, at }) => [type, FieldValue.minimum(at.getTime())]));
        const merged = { type: "outgoing", id: message, at: FieldValue.minimum(earliest), times };
        await entry(conversation, documentId("outgoing", message)).set(merged, { merge: true });
      }),
    read: (conversation, limit) =>
      attempt("read history", async () => {
        const entries = db.collection("conversations").doc(conversation).collection("entries");
        const { docs } = await entries.orderBy("at", "desc").limit(limit).get();
        return docs.map((document) => readEntry(document.data()));
      }),
  };
}

/** Creating fails when the fact is known: only then is it read. */
async function record(
  db: Firestore,
  document: DocumentReference,
  fact: InboundMessage | InboundEvent,
): Promise<Recorded> {
  const { type, id, at } = fact;
  const told = fact.type === "message" ? { content: fact.content } : { event: fact.event };
  try {
    const { writeTime } = await document.create({
      type,
      id,
      at: at.getTime(),
      received: fact.received.getTime(),
      ...told,
    });
    return recorded(db, document, fact, { updateTime: writeTime, replies: undefined });
  } catch (error) {
    if (!hasCode(error, ALREADY_EXISTS)) throw error;
    return recorded(db, document, fact, await readSettled(db, document));
  }
}

interface Settled {
  readonly updateTime: Timestamp;
  readonly replies: readonly SettledReply[] | undefined;
}

function recorded(
  db: Firestore,
  document: DocumentReference,
  fact: InboundMessage | InboundEvent,
  { updateTime, replies }: Settled,
): Recorded {
  return {
    replies,
    settle: (decided) =>
      attempt("settle a turn", () => settle(db, document, { updateTime, replies: plan(fact, decided) })),
  };
}

/** Writes only if nobody has written since the fact was recorded; otherwise what stands there counts. */
async function settle(
  db: Firestore,
  document: DocumentReference,
  { updateTime, replies }: { readonly updateTime: Timestamp; readonly replies: readonly StoredReply[] },
) {
  try {
    await document.update({ replies }, { lastUpdateTime: updateTime });
    return replies.map((reply) => ({ ...reply, isDone: false }));
  } catch (error) {
    if (!hasCode(error, FAILED_PRECONDITION)) throw error;
    const settled = await readSettled(db, document);
    if (settled.replies === undefined) throw error;
    return settled.replies;
  }
}

function plan(fact: InboundMessage | InboundEvent, replies: readonly Reply[]): readonly StoredReply[] {
  return replies.map((reply, step) => ({ id: outgoingId(fact, step), reply }));
}

async function readSettled(db: Firestore, document: DocumentReference): Promise<Settled> {
  const snapshot = await document.get();
  const { replies } = snapshot.data() as FactDocument;
  const updateTime = snapshot.updateTime as Timestamp;
  if (replies === undefined) return { updateTime, replies };
  const references = replies.map(({ id }) => document.parent.doc(documentId("outgoing", id)));
  const sent = references.length === 0 ? [] : await db.getAll(...references);
  return { updateTime, replies: replies.map((reply, index) => ({ ...reply, isDone: isDone(sent[index]?.data()) })) };
}
