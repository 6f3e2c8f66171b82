import { createHash } from "node:crypto";
import { TransientError } from "../base/errors.ts";
import type { ConversationId, MessageId, OutgoingId } from "../base/ids.ts";
import { present } from "../base/present.ts";
import type { FallbackRecord, MessageSnapshot, Outcome, PageToken, Snapshot } from "../conversation/journal.ts";
import { type TurnId, turnOf } from "../conversation/turn-id.ts";
import type { Receipt } from "../inbound/inbound.ts";
import type { History, Page } from "../ports/history.ts";
import {
  abandon,
  commitTurn,
  expiry,
  type HistoryStore,
  keepState,
  record,
  release,
  type StoredConversation,
} from "./commit-turn.ts";
import {
  type DocumentStore,
  type DocumentWrite,
  earliest,
  GONE,
  type Members,
  plus,
  type StoredDocument,
} from "./document-store.ts";
import { conversationPath, turnPath, turnsPath } from "./paths.ts";
import { readState } from "./stored-state.ts";
import {
  newestFirst,
  readEntries,
  readJournal,
  readMessage,
  readPageToken,
  type StoredTurn,
  writePageToken,
} from "./stored-turn.ts";

/** A failure is counted for longer than its message can come again: a dead letter is kept for 31 days. */
const FAILURES_KEPT_DAYS = 40;

/**
 * History over documents: `conversations/{conversation}` is the state, `conversations/{conversation}/turns/{turn}` a fact with
 * all that came of it, `failures/{message}` how often a queued message failed. Times are milliseconds since 1970, because only
 * numbers can be merged to the earliest without reading them first; `expireAt` alone is a time, when a document is forgotten.
 * @param keepDays How long a conversation is remembered after its last turn.
 */
export function storedHistory(documents: DocumentStore, keepDays: number): History {
  const store: HistoryStore = { documents, keepDays };
  return {
    load: (conversation, turn) => loadSnapshot(documents, conversation, turn),
    commit: (commit, snapshot) => commitTurn(store, commit, snapshot),
    keepState: (state, snapshot, at) => keepState(store, { state, snapshot, at }),
    release: (snapshot, accepted) => release(store, snapshot, accepted),
    abandon: (snapshot, held) => abandon(store, snapshot, held),
    async recordOutcome(conversation, turn, outcomes) {
      const members = { acts: writeOutcomes(outcomes) };
      await documents.commit([{ do: "merge", path: turnPath(conversation, turn), members }]);
    },
    record: (fact) => record(store, fact),
    mergeReceipts: (about, message, receipts) => mergeReceipts(store, { ...about, message }, receipts),
    countFailure: (key, at) => countFailure(documents, key, at),
    loadMessage: (conversation, message) => loadMessage(documents, conversation, message),
    commitFallback: (conversation, fallback, snapshot) =>
      commitFallback(documents, { conversation, fallback }, snapshot),
    read: (conversation, limit, older) => readPage(documents, conversation, { limit, older }),
  };
}

async function loadSnapshot(documents: DocumentStore, conversation: ConversationId, turn?: TurnId): Promise<Snapshot> {
  const paths = [conversationPath(conversation), ...(turn === undefined ? [] : [turnPath(conversation, turn)])];
  const [state, known] = await documents.get(paths);
  return {
    conversation,
    ...readConversation(conversation, state),
    journal: turn === undefined || known === undefined ? undefined : readJournal(turn, asTurn(known.members)),
  };
}

function readConversation(
  conversation: ConversationId,
  document: StoredDocument | undefined,
): Omit<Snapshot, "conversation" | "journal"> {
  if (document === undefined) return { state: undefined, version: undefined, lease: undefined };
  const { state, lease, accepted } = asConversation(document.members);
  return {
    state: readState(state, conversation),
    version: document.version,
    lease: lease && { turn: lease.turn, expiresAt: new Date(lease.expiresAt) },
    ...present({ accepted }),
  };
}

function writeOutcomes(outcomes: readonly Outcome[]): Members {
  return Object.fromEntries(
    outcomes.map(({ index, failure, begunAt, isUnsent, wasReplayed, acceptance }) => {
      if (isUnsent) return [index, { times: { sent: GONE } }];
      if (begunAt !== undefined) return [index, { times: { sent: earliest(begunAt.getTime()) } }];
      const ended = wasReplayed ? { failure: GONE } : {};
      return [index, failure === undefined ? { isDone: true, ...ended, ...present({ acceptance }) } : { failure }];
    }),
  );
}

/**
 * Where the turn is known, receipts add to its act and to nothing else: neither its place in history nor how long it is kept is
 * theirs to say. Else they make the turn, unless somebody makes it meanwhile.
 */
async function mergeReceipts(
  { documents, keepDays }: HistoryStore,
  { conversation, received, message }: Parameters<History["mergeReceipts"]>[0] & { readonly message: MessageId },
  receipts: readonly Receipt[],
): Promise<void> {
  if (receipts.length === 0) return;
  const { turn, index } = turnOf(message);
  const path = turnPath(conversation, turn);
  // Of several receipts of one type the earliest counts, so it comes last.
  const sorted = receipts.toSorted((one, other) => other.at.getTime() - one.at.getTime());
  const times = sorted.map(({ type, at }) => [type, at.getTime()] as const);
  const added = times.map(([type, ms]) => [`acts.${index}.times.${type}`, earliest(ms)]);
  const add: DocumentWrite = {
    do: "update",
    path,
    version: "any",
    members: { [`acts.${index}.id`]: message, ...Object.fromEntries(added) },
  };
  const make: DocumentWrite = {
    do: "create",
    path,
    members: {
      at: received.getTime(),
      acts: { [index]: { id: message, times: Object.fromEntries(times) } },
      expireAt: expiry(keepDays, received),
    },
  };
  for (const write of [add, make, add]) {
    if ((await documents.commit([write])) !== "lost") return;
  }
  throw new TransientError("Cannot merge receipts: their turn was made and forgotten meanwhile");
}

/** What comes back is read, because a store that adds does not tell the sum. The key is hashed: it may be no name of a document. */
async function countFailure(documents: DocumentStore, key: string, at: Date): Promise<number> {
  const path = `failures/${createHash("sha256").update(key).digest("hex")}`;
  await documents.commit([
    { do: "merge", path, members: { count: plus(1), expireAt: expiry(FAILURES_KEPT_DAYS, at) } },
  ]);
  const [counted] = await documents.get([path]);
  return Number(counted?.members.count ?? 1);
}

async function loadMessage(
  documents: DocumentStore,
  conversation: ConversationId,
  message: MessageId | OutgoingId,
): Promise<MessageSnapshot | undefined> {
  const place = turnOf(message);
  const [document] = await documents.get([turnPath(conversation, place.turn)]);
  const snapshot = document && readMessage(place, asTurn(document.members));
  return snapshot && document && { ...snapshot, version: document.version };
}

async function commitFallback(
  documents: DocumentStore,
  { conversation, fallback }: { readonly conversation: ConversationId; readonly fallback: FallbackRecord },
  { id, version }: MessageSnapshot,
): Promise<boolean> {
  const { turn, index } = turnOf(id);
  const members = { [`acts.${index}.fallback`]: fallback };
  const write = { do: "update", path: turnPath(conversation, turn), members, version } as const;
  return (await documents.commit([write])) !== "lost";
}

async function readPage(
  documents: DocumentStore,
  conversation: ConversationId,
  { limit, older }: { readonly limit: number; readonly older: PageToken | undefined },
): Promise<Page> {
  const after = older === undefined ? {} : { after: readPageToken(older) };
  const found = await documents.query({ collection: turnsPath(conversation), limit, ...after });
  const turns = found.map(({ name, members }) => ({ turn: name as TurnId, stored: asTurn(members) }));
  // Read after the turns: of one that is committed in between, the state then says that it runs.
  const [state] = await documents.get([conversationPath(conversation)]);
  const { lease, accepted = [] } = state === undefined ? {} : asConversation(state.members);
  const known = { leased: lease?.turn, accepted: new Map(accepted.map(({ id, acceptance }) => [id, acceptance])) };
  const last = turns.at(-1);
  return {
    entries: newestFirst(turns.map(({ turn, stored }) => readEntries(turn, stored, known))),
    older: last === undefined || turns.length < limit ? undefined : writePageToken(last.stored.at, last.turn),
  };
}

/** Only we write what stands there. */
function asTurn(members: Members): StoredTurn {
  return members as unknown as StoredTurn;
}

function asConversation(members: Members): StoredConversation {
  return members as unknown as StoredConversation;
}
