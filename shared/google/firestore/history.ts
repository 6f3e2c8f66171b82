import {
  type DocumentData,
  type DocumentReference,
  type DocumentSnapshot,
  FieldPath,
  FieldValue,
  type Firestore,
} from "@google-cloud/firestore";
import type { ConversationId, MessageId } from "../../base/ids.ts";
import type { Outcome, PageToken, Snapshot } from "../../conversation/journal.ts";
import { type TurnId, turnOf } from "../../conversation/turn-id.ts";
import type { Receipt } from "../../inbound/inbound.ts";
import type { History, Page } from "../../ports/history.ts";
import { readState, type StoredState } from "../../store/stored-state.ts";
import {
  newestFirst,
  readEntries,
  readJournal,
  readMessage,
  readPageToken,
  type StoredTurn,
  writePageToken,
} from "../../store/stored-turn.ts";
import { attempt } from "./attempt.ts";
import { commitTurn, record, release } from "./commit.ts";
import { conversationRef, openStore, readVersion, type Store, turnRef, unlessLost, writeVersion } from "./documents.ts";

/**
 * History in Firestore: `conversations/{conversation}` is the state, `conversations/{conversation}/turns/{turn}` a fact with
 * all that came of it. Times are milliseconds since 1970, because only numbers can be merged to the earliest without
 * reading them first; `expireAt` alone is a timestamp, for the TTL policy.
 * @param keepDays How long a conversation is remembered after its last turn.
 */
export function firestoreHistory(db: Firestore, keepDays: number): History {
  const store = openStore(db, keepDays);
  return {
    load: (conversation, turn) => attempt("load a conversation", () => loadSnapshot(store, conversation, turn)),
    commit: (commit, snapshot) => attempt("commit a turn", () => commitTurn(store, commit, snapshot)),
    release: (snapshot) => attempt("release a conversation", () => release(store, snapshot)),
    recordOutcome: (conversation, turn, outcomes) =>
      attempt("record how a turn went", async () => {
        await turnRef(db, conversation, turn).set({ acts: writeOutcomes(outcomes) }, { merge: true });
      }),
    record: (fact) => attempt("record a fact", () => record(store, fact)),
    mergeReceipts: (conversation, message, receipts) =>
      attempt("merge receipts", () => mergeReceipts(store, { conversation, message }, receipts)),
    loadMessage: (conversation, message) =>
      attempt("load a message", async () => {
        const place = turnOf(message);
        const document = await turnRef(db, conversation, place.turn).get();
        const snapshot = readMessage(place, document.data() as StoredTurn | undefined);
        const { updateTime } = document;
        return snapshot && updateTime && { ...snapshot, version: writeVersion(updateTime) };
      }),
    commitFallback: (conversation, fallback, { id, version }) =>
      attempt("commit a fallback", async () => {
        const { turn, index } = turnOf(id);
        const precondition = { lastUpdateTime: readVersion(version) };
        const members = { [`acts.${index}.fallback`]: fallback };
        return (await unlessLost(turnRef(db, conversation, turn).update(members, precondition))) !== undefined;
      }),
    read: (conversation, limit, older) =>
      attempt("read history", () => readPage(conversationRef(db, conversation), limit, older)),
  };
}

async function loadSnapshot({ db }: Store, conversation: ConversationId, turn?: TurnId): Promise<Snapshot> {
  const references = [
    conversationRef(db, conversation),
    ...(turn === undefined ? [] : [turnRef(db, conversation, turn)]),
  ];
  const [state, known] = await db.getAll(...references);
  const stored = known?.data() as StoredTurn | undefined;
  return {
    conversation,
    ...readConversation(conversation, state),
    journal: turn === undefined || stored === undefined ? undefined : readJournal(turn, stored),
  };
}

function readConversation(
  conversation: ConversationId,
  state: DocumentSnapshot | undefined,
): Omit<Snapshot, "conversation" | "journal"> {
  const stored = state?.data();
  if (stored === undefined || state?.updateTime === undefined)
    return { state: undefined, version: undefined, lease: undefined };
  const { lease } = stored;
  return {
    state: readState(stored.state as StoredState, conversation),
    version: writeVersion(state.updateTime),
    lease: lease === undefined ? undefined : { turn: lease.turn, expiresAt: new Date(lease.expiresAt) },
  };
}

function writeOutcomes(outcomes: readonly Outcome[]): DocumentData {
  return Object.fromEntries(
    outcomes.map(({ index, failure }) => [index, failure === undefined ? { isDone: true } : { failure }]),
  );
}

async function mergeReceipts(
  { db, expiry }: Store,
  { conversation, message }: { readonly conversation: ConversationId; readonly message: MessageId },
  receipts: readonly Receipt[],
): Promise<void> {
  if (receipts.length === 0) return;
  const { turn, index } = turnOf(message);
  // Of several receipts of one type the earliest counts, so it comes last.
  const sorted = receipts.toSorted((one, other) => other.at.getTime() - one.at.getTime());
  const times = Object.fromEntries(sorted.map(({ type, at }) => [type, FieldValue.minimum(at.getTime())]));
  const earliest = Math.min(...receipts.map(({ at }) => at.getTime()));
  const merged = {
    at: FieldValue.minimum(earliest),
    acts: { [index]: { id: message, times } },
    expireAt: expiry(earliest),
  };
  await turnRef(db, conversation, turn).set(merged, { merge: true });
}

async function readPage(state: DocumentReference, limit: number, older: PageToken | undefined): Promise<Page> {
  const newest = state.collection("turns").orderBy("at", "desc").orderBy(FieldPath.documentId(), "desc");
  const from = older === undefined ? newest : newest.startAfter(...readPageToken(older));
  const { docs } = await from.limit(limit).get();
  // Read after the turns: of one that is committed in between, the state then says that it runs.
  const leased = (await state.get()).data()?.lease?.turn;
  const last = docs.at(-1);
  return {
    entries: newestFirst(docs.map((doc) => readEntries(doc.id as TurnId, doc.data() as StoredTurn, doc.id === leased))),
    older: last === undefined || docs.length < limit ? undefined : writePageToken(last.data().at, last.id as TurnId),
  };
}
