import type { DatabaseSync } from "node:sqlite";
import type { ConversationId, MessageId, OutgoingId } from "../base/ids.ts";
import { member, number, text } from "../base/json.ts";
import { present } from "../base/present.ts";
import type { Commit, PageToken, Snapshot, Version } from "../conversation/journal.ts";
import { type TurnId, turnId, turnOf } from "../conversation/turn-id.ts";
import type { History, Page } from "../ports/history.ts";
import { readState, type StoredState, storeState } from "../store/stored-state.ts";
import {
  newestFirst,
  readEntries,
  readJournal,
  readMessage,
  readPageToken,
  type StoredTurn,
  writePageToken,
} from "../store/stored-turn.ts";
import { transact } from "./database.ts";
import { mergeTurn, NEVER, turnOfCommit, turnOfFact, turnOfOutcomes, turnOfReceipts } from "./merge-turn.ts";

/** A state, and the turn that runs. */
interface StateBody {
  readonly state: StoredState;
  readonly lease?: { readonly turn: TurnId; readonly expiresAt: number };
}

interface Row {
  readonly version: number;
  readonly body: StateBody;
}

interface Place {
  readonly conversation: ConversationId;
  readonly turn: TurnId;
}

/** History in the tables of `openDatabase`. Nothing is forgotten: the file is a developer's own. */
export function localHistory(db: DatabaseSync): History {
  const store = openStore(db);
  const merge = (place: Place, told: StoredTurn) => transact(db, () => store.merge(place, told));
  return {
    load: async (conversation, turn) => transact(db, () => look(store, conversation, turn)),
    commit: async (commit, snapshot) => transact(db, () => commitTurn(store, commit, snapshot)),
    release: async (snapshot) => transact(db, () => release(store, snapshot)),
    recordOutcome: async (conversation, turn, outcomes) => merge({ conversation, turn }, turnOfOutcomes(outcomes)),
    async record(fact) {
      const place = { conversation: fact.conversation, turn: turnId(fact) };
      transact(db, () => {
        if (store.turn(place)?.type === undefined) store.merge(place, turnOfFact(fact));
      });
    },
    async mergeReceipts(conversation, message, receipts) {
      const { turn, index } = turnOf(message);
      if (receipts.length > 0) merge({ conversation, turn }, turnOfReceipts({ message, index }, receipts));
    },
    loadMessage: async (conversation, message) => transact(db, () => loadMessage(store, conversation, message)),
    commitFallback: async (conversation, fallback, { id, version }) =>
      transact(db, () => {
        const { turn, index } = turnOf(id);
        if (loadMessage(store, conversation, id)?.version !== version) return false;
        store.merge({ conversation, turn }, { at: NEVER, acts: { [index]: { fallback } } });
        return true;
      }),
    read: async (conversation, limit, older) => transact(db, () => readPage(store, conversation, { limit, older })),
  };
}

type Store = ReturnType<typeof openStore>;

function openStore(db: DatabaseSync) {
  const conversations = {
    one: db.prepare("SELECT version, body FROM conversations WHERE conversation = :conversation"),
    put: db.prepare(`INSERT INTO conversations (conversation, version, body) VALUES (:conversation, 1, :body)
      ON CONFLICT DO UPDATE SET version = version + 1, body = excluded.body RETURNING version`),
  };
  const turns = {
    one: db.prepare("SELECT body FROM turns WHERE conversation = :conversation AND turn = :turn"),
    put: db.prepare(`INSERT INTO turns (conversation, turn, at, body) VALUES (:conversation, :turn, :at, :body)
      ON CONFLICT DO UPDATE SET at = excluded.at, body = excluded.body`),
    newest: db.prepare(`SELECT turn, body FROM turns WHERE conversation = :conversation AND (at, turn) < (:at, :turn)
      ORDER BY at DESC, turn DESC LIMIT :limit`),
  };
  const turn = ({ conversation, turn: name }: Place): StoredTurn | undefined => {
    const row = turns.one.get({ conversation, turn: name });
    return row === undefined ? undefined : JSON.parse(textOf(row, "body"));
  };
  return {
    state(conversation: ConversationId): Row | undefined {
      const row = conversations.one.get({ conversation });
      return row === undefined
        ? undefined
        : { version: numberOf(row, "version"), body: JSON.parse(textOf(row, "body")) };
    },
    putState: (conversation: ConversationId, body: StateBody): number =>
      numberOf(conversations.put.get({ conversation, body: JSON.stringify(body) }) ?? {}, "version"),
    turn,
    merge(place: Place, told: StoredTurn): void {
      const merged = mergeTurn(turn(place), told);
      turns.put.run({
        conversation: place.conversation,
        turn: place.turn,
        at: merged.at,
        body: JSON.stringify(merged),
      });
    },
    newest: (conversation: ConversationId, [at, name]: readonly [number, string], limit: number) =>
      turns.newest.all({ conversation, at, turn: name, limit }).map((row) => ({
        turn: textOf(row, "turn") as TurnId,
        body: JSON.parse(textOf(row, "body")) as StoredTurn,
      })),
  };
}

function look(store: Store, conversation: ConversationId, turn?: TurnId): Snapshot {
  const row = store.state(conversation);
  const known = turn === undefined ? undefined : store.turn({ conversation, turn });
  const lease = row?.body.lease;
  return {
    conversation,
    state: row === undefined ? undefined : readState(row.body.state, conversation),
    version: row === undefined ? undefined : writeVersion(row.version),
    lease: lease === undefined ? undefined : { turn: lease.turn, expiresAt: new Date(lease.expiresAt) },
    journal: turn === undefined || known === undefined ? undefined : readJournal(turn, known),
  };
}

/** A version is what stands there: a turn has no counter. */
function loadMessage(store: Store, conversation: ConversationId, message: MessageId | OutgoingId) {
  const place = turnOf(message);
  const stored = store.turn({ conversation, turn: place.turn });
  const snapshot = readMessage(place, stored);
  return snapshot && { ...snapshot, version: JSON.stringify(stored) as Version };
}

function commitTurn(store: Store, commit: Commit, snapshot: Snapshot): Snapshot | undefined {
  const { conversation } = snapshot;
  const { turn, entries, answers = 0, isComplete, state, leaseUntil } = commit;
  if (isLost(store, snapshot)) return undefined;
  if (snapshot.journal === undefined && store.turn({ conversation, turn }) !== undefined) return undefined;
  store.merge({ conversation, turn }, turnOfCommit(commit));
  const abandoned = snapshot.lease?.turn;
  if (abandoned !== undefined && abandoned !== turn) {
    store.merge({ conversation, turn: abandoned }, { at: NEVER, isAbandoned: true });
  }
  const lease = leaseUntil === undefined ? undefined : { turn, expiresAt: leaseUntil.getTime() };
  const version = writeVersion(store.putState(conversation, { state: storeState(state), ...present({ lease }) }));
  const held = leaseUntil === undefined ? undefined : { turn, expiresAt: leaseUntil };
  return { conversation, state, version, lease: held, journal: { entries, answers, isComplete, isAbandoned: false } };
}

function release(store: Store, snapshot: Snapshot): boolean {
  const row = store.state(snapshot.conversation);
  if (row === undefined || isLost(store, snapshot)) return false;
  store.putState(snapshot.conversation, { state: row.body.state });
  return true;
}

/** Somebody has written since. */
function isLost(store: Store, { conversation, version }: Snapshot): boolean {
  const row = store.state(conversation);
  return (row === undefined ? undefined : writeVersion(row.version)) !== version;
}

function readPage(
  store: Store,
  conversation: ConversationId,
  { limit, older }: { readonly limit: number; readonly older: PageToken | undefined },
): Page {
  const from = older === undefined ? ([Number.MAX_SAFE_INTEGER, ""] as const) : readPageToken(older);
  const turns = store.newest(conversation, from, limit);
  const leased = store.state(conversation)?.body.lease?.turn;
  const last = turns.at(-1);
  return {
    entries: newestFirst(turns.map(({ turn, body }) => readEntries(turn, body, turn === leased))),
    older: last === undefined || turns.length < limit ? undefined : writePageToken(last.body.at, last.turn),
  };
}

function writeVersion(version: number): Version {
  return String(version) as Version;
}

function textOf(row: object, column: string): string {
  return text(member({ value: row, path: "" }, column));
}

function numberOf(row: object, column: string): number {
  return number(member({ value: row, path: "" }, column));
}
