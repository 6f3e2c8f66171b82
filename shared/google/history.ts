import {
  type DocumentData,
  type DocumentReference,
  type DocumentSnapshot,
  FieldPath,
  FieldValue,
  type Firestore,
  Timestamp,
  type WriteBatch,
} from "@google-cloud/firestore";
import type { ConversationId, MessageId } from "../base/ids.ts";
import type { History, Outcome, Page, PageMark } from "../effect/ports.ts";
import { readHead, type StoredHead, storeHead } from "../effect/stored-head.ts";
import {
  newestFirst,
  readEntries,
  readKnown,
  readMark,
  readMessage,
  type StoredTurn,
  toldBy,
  writeMark,
} from "../effect/stored-turn.ts";
import { type TurnId, turnId, turnOf } from "../effect/turn-id.ts";
import type { Fact, Settlement, Sight, Version } from "../effect/turn-record.ts";
import type { Receipt } from "../inbound/inbound.ts";
import { attempt } from "./firestore-error.ts";
import { ABORTED, ALREADY_EXISTS, FAILED_PRECONDITION, hasCode, NOT_FOUND } from "./grpc.ts";

/** What a write answers when somebody else was first. */
const LOST = [ALREADY_EXISTS, FAILED_PRECONDITION, NOT_FOUND, ABORTED];

const DAY_MS = 86_400_000;

interface Store {
  readonly db: Firestore;
  /** When what happened at a time is forgotten. */
  readonly expiry: (atMs: number) => Timestamp;
}

/**
 * History in Firestore: `conversations/{conversation}` is the head, `conversations/{conversation}/turns/{turn}` a fact with
 * all that came of it. Times are milliseconds since 1970, because only numbers can be merged to the earliest without
 * reading them first; `expireAt` alone is a timestamp, for the TTL policy.
 * @param keepDays How long a conversation is remembered after its last turn.
 */
export function firestoreHistory(db: Firestore, keepDays: number): History {
  const store = { db, expiry: (atMs: number) => Timestamp.fromMillis(atMs + keepDays * DAY_MS) };
  return {
    look: (conversation, turn) => attempt("look at a conversation", () => look(store, conversation, turn)),
    settle: (settlement, sight) => attempt("settle a turn", () => settle(store, settlement, sight)),
    release: (sight) => attempt("release a conversation", () => release(store, sight)),
    recordOutcome: (conversation, turn, outcomes) =>
      attempt("record how a turn went", async () => {
        await turnRef(db, conversation, turn).set({ acts: writeOutcomes(outcomes) }, { merge: true });
      }),
    record: (fact) => attempt("record a fact", () => record(store, fact)),
    mergeReceipts: (conversation, message, receipts) =>
      attempt("merge receipts", () => mergeReceipts(store, { conversation, message }, receipts)),
    lookAtMessage: (conversation, message) =>
      attempt("look at a message", async () => {
        const place = turnOf(message);
        const snapshot = await turnRef(db, conversation, place.turn).get();
        const sight = readMessage(place, snapshot.data() as StoredTurn | undefined);
        const { updateTime } = snapshot;
        return sight && updateTime && { ...sight, version: writeVersion(updateTime) };
      }),
    settleFallback: (conversation, fellBack, { id, version }) =>
      attempt("settle a fallback", async () => {
        const { turn, step } = turnOf(id);
        const precondition = { lastUpdateTime: readVersion(version) };
        const members = { [`acts.${step}.fellBack`]: fellBack };
        return (await unlessLost(turnRef(db, conversation, turn).update(members, precondition))) !== undefined;
      }),
    read: (conversation, limit, older) =>
      attempt("read history", () => readPage(headRef(db, conversation), limit, older)),
  };
}

function headRef(db: Firestore, conversation: ConversationId): DocumentReference {
  return db.collection("conversations").doc(conversation);
}

function turnRef(db: Firestore, conversation: ConversationId, turn: TurnId): DocumentReference {
  return headRef(db, conversation).collection("turns").doc(turn);
}

async function look({ db }: Store, conversation: ConversationId, turn?: TurnId): Promise<Sight> {
  const references = [headRef(db, conversation), ...(turn === undefined ? [] : [turnRef(db, conversation, turn)])];
  const [head, known] = await db.getAll(...references);
  const stored = known?.data() as StoredTurn | undefined;
  return {
    conversation,
    ...seen(conversation, head),
    turn: turn === undefined || stored === undefined ? undefined : readKnown(turn, stored),
  };
}

function seen(conversation: ConversationId, head: DocumentSnapshot | undefined): Omit<Sight, "conversation" | "turn"> {
  const stored = head?.data();
  if (stored === undefined || head?.updateTime === undefined)
    return { head: undefined, version: undefined, running: undefined };
  const { running } = stored;
  return {
    head: readHead(stored as StoredHead, conversation),
    version: writeVersion(head.updateTime),
    running: running === undefined ? undefined : { turn: running.turn, until: new Date(running.until) },
  };
}

/** Two documents in one commit; a third one where an earlier turn's time was up. */
async function settle(store: Store, settlement: Settlement, sight: Sight): Promise<Sight | undefined> {
  const { conversation } = sight;
  const batch = store.db.batch();
  writeHead(store, batch, { settlement, sight });
  const turn = turnRef(store.db, conversation, settlement.turn);
  const data = writeTurn(store, settlement);
  if (sight.turn === undefined) batch.create(turn, data);
  else batch.set(turn, data, { merge: true });
  const abandoned = sight.running?.turn;
  if (abandoned !== undefined && abandoned !== settlement.turn) {
    batch.set(turnRef(store.db, conversation, abandoned), { isAbandoned: true }, { merge: true });
  }
  const written = await unlessLost(batch.commit());
  const version = written?.[0]?.writeTime;
  if (version === undefined) return undefined;
  const { acts, isWhole, head, until } = settlement;
  return {
    conversation,
    head,
    version: writeVersion(version),
    running: until === undefined ? undefined : { turn: settlement.turn, until },
    turn: { acts, isWhole, isAbandoned: false },
  };
}

function writeHead(
  { db, expiry }: Store,
  batch: WriteBatch,
  { settlement, sight }: { readonly settlement: Settlement; readonly sight: Sight },
): void {
  const { head, turn, until, at } = settlement;
  const reference = headRef(db, sight.conversation);
  const isKept = head.subscription?.isOptedOut === true;
  const members: DocumentData = {
    ...storeHead(head),
    // Firestore keeps the version of a document in which a write changes nothing.
    settledBy: turn,
    ...(until === undefined ? {} : { running: { turn, until: until.getTime() } }),
    // An opt-out is never forgotten.
    ...(isKept ? {} : { expireAt: expiry(at.getTime()) }),
  };
  if (sight.version === undefined) return void batch.create(reference, members);
  const gone = ["locale", "subscription", "lastSeen", "running", "expireAt"].filter(
    (name) => members[name] === undefined,
  );
  const deleted = Object.fromEntries(gone.map((name) => [name, FieldValue.delete()]));
  batch.update(reference, { ...members, ...deleted }, { lastUpdateTime: readVersion(sight.version) });
}

function writeTurn({ expiry }: Store, { fact, acts, isWhole, at }: Settlement): DocumentData {
  const decided = FieldValue.minimum(at.getTime());
  const written = acts.map(({ act, isDone }, step) => {
    const times = act.do === "send" ? { times: { sent: decided } } : {};
    return [step, { act, ...times, ...(isDone ? { hasLeft: true } : {}) }];
  });
  const isSent = acts.some(({ act }) => act.do === "send");
  return {
    ...factMembers(fact),
    isWhole,
    isAbandoned: false,
    expireAt: expiry(at.getTime()),
    ...(written.length === 0 ? {} : { acts: Object.fromEntries(written) }),
    ...(isSent ? { sentBy: dayOf(fact, at) } : {}),
  };
}

/** The agent and the UTC day of messages of ours: what statistics ask for. */
function dayOf({ channel, agent }: Fact, at: Date): string {
  return `${channel} ${agent} ${at.toISOString().slice(0, 10)}`;
}

function factMembers(fact: Fact): DocumentData {
  const { type, id, at, received } = fact;
  // A receipt with an earlier time, by another clock, may have come before.
  return { type, id, at: FieldValue.minimum(at.getTime()), received: received.getTime(), told: toldBy(fact) };
}

async function release({ db }: Store, { conversation, version }: Sight): Promise<boolean> {
  if (version === undefined) return true;
  const precondition = { lastUpdateTime: readVersion(version) };
  const released = headRef(db, conversation).update({ running: FieldValue.delete() }, precondition);
  return (await unlessLost(released)) !== undefined;
}

function writeOutcomes(outcomes: readonly Outcome[]): DocumentData {
  return Object.fromEntries(
    outcomes.map(({ step, failure }) => [step, failure === undefined ? { hasLeft: true } : { failure }]),
  );
}

async function record({ db, expiry }: Store, fact: Fact): Promise<void> {
  const document = turnRef(db, fact.conversation, turnId(fact));
  const data = { ...factMembers(fact), expireAt: expiry(fact.received.getTime()) };
  if ((await unlessLost(document.create(data))) !== undefined) return;
  const isKnown = (await document.get()).get("type") !== undefined;
  // So far only receipts told of the turn.
  if (!isKnown) await document.set(data, { merge: true });
}

async function mergeReceipts(
  { db, expiry }: Store,
  { conversation, message }: { readonly conversation: ConversationId; readonly message: MessageId },
  receipts: readonly Receipt[],
): Promise<void> {
  if (receipts.length === 0) return;
  const { turn, step } = turnOf(message);
  // Of several receipts of one type the earliest counts, so it comes last.
  const sorted = receipts.toSorted((one, other) => other.at.getTime() - one.at.getTime());
  const times = Object.fromEntries(sorted.map(({ type, at }) => [type, FieldValue.minimum(at.getTime())]));
  const earliest = Math.min(...receipts.map(({ at }) => at.getTime()));
  const merged = {
    at: FieldValue.minimum(earliest),
    acts: { [step]: { id: message, times } },
    expireAt: expiry(earliest),
  };
  await turnRef(db, conversation, turn).set(merged, { merge: true });
}

async function readPage(head: DocumentReference, limit: number, older: PageMark | undefined): Promise<Page> {
  const newest = head.collection("turns").orderBy("at", "desc").orderBy(FieldPath.documentId(), "desc");
  const from = older === undefined ? newest : newest.startAfter(...readMark(older));
  const [{ docs }, standing] = await Promise.all([from.limit(limit).get(), head.get()]);
  const running = standing.data()?.running?.turn;
  const last = docs.at(-1);
  return {
    entries: newestFirst(
      docs.map((doc) => readEntries(doc.id as TurnId, doc.data() as StoredTurn, doc.id === running)),
    ),
    older: last === undefined || docs.length < limit ? undefined : writeMark(last.data().at, last.id as TurnId),
  };
}

/** `undefined` when somebody else was first. */
async function unlessLost<T>(write: Promise<T>): Promise<T | undefined> {
  try {
    return await write;
  } catch (error) {
    if (LOST.some((code) => hasCode(error, code))) return undefined;
    throw error;
  }
}

function writeVersion({ seconds, nanoseconds }: Timestamp): Version {
  return `${seconds}.${nanoseconds}` as Version;
}

function readVersion(version: Version): Timestamp {
  const [seconds, nanoseconds] = version.split(".").map(Number);
  return new Timestamp(seconds ?? 0, nanoseconds ?? 0);
}
