import type { DatabaseSync } from "node:sqlite";
import type { ConversationId, MessageId, OutgoingId } from "../base/ids.ts";
import { present } from "../base/present.ts";
import type { Commit, PageToken, Snapshot, Version } from "../conversation/journal.ts";
import { type TurnId, turnId, turnOf } from "../conversation/turn-id.ts";
import type { History, Page } from "../ports/history.ts";
import { readState, storeState } from "../store/stored-state.ts";
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
import { type HistoryStore, openHistoryStore, type TurnPlace } from "./history-store.ts";
import { NEVER, turnOfCommit, turnOfFact, turnOfOutcomes, turnOfReceipts } from "./merge-turn.ts";

/** History in the tables of `openDatabase`. Nothing is forgotten: the file is a developer's own. */
export function localHistory(db: DatabaseSync): History {
  const store = openHistoryStore(db);
  const merge = (place: TurnPlace, change: StoredTurn) => transact(db, () => store.merge(place, change));
  return {
    load: async (conversation, turn) => transact(db, () => loadSnapshot(store, conversation, turn)),
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

function loadSnapshot(store: HistoryStore, conversation: ConversationId, turn?: TurnId): Snapshot {
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
function loadMessage(store: HistoryStore, conversation: ConversationId, message: MessageId | OutgoingId) {
  const place = turnOf(message);
  const stored = store.turn({ conversation, turn: place.turn });
  const snapshot = readMessage(place, stored);
  return snapshot && { ...snapshot, version: JSON.stringify(stored) as Version };
}

function commitTurn(store: HistoryStore, commit: Commit, snapshot: Snapshot): Snapshot | undefined {
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

function release(store: HistoryStore, snapshot: Snapshot): boolean {
  const row = store.state(snapshot.conversation);
  if (row === undefined || isLost(store, snapshot)) return false;
  store.putState(snapshot.conversation, { state: row.body.state });
  return true;
}

/** Somebody has written since. */
function isLost(store: HistoryStore, { conversation, version }: Snapshot): boolean {
  const row = store.state(conversation);
  return (row === undefined ? undefined : writeVersion(row.version)) !== version;
}

function readPage(
  store: HistoryStore,
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
