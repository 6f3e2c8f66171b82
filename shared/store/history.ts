import { createHash } from "node:crypto";
import type { ConversationId, MessageId, OutgoingId } from "../base/ids.ts";
import { present } from "../base/present.ts";
import type { FallbackRecord, MessageSnapshot, Outcome, PageToken, Snapshot } from "../conversation/journal.ts";
import { type TurnId, turnOf } from "../conversation/turn-id.ts";
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
import { type DocumentStore, earliest, GONE, type Members, plus, type StoredDocument } from "./document-store.ts";
import { mergeReceipts } from "./merge-receipts.ts";
import { readPageToken, writePageToken } from "./page-token.ts";
import { conversationPath, turnPath, turnsPath } from "./paths.ts";
import { readState } from "./stored-state.ts";
import { newestFirst, readEntries, readJournal, readMessage, type StoredTurn } from "./stored-turn.ts";

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
      const path = turnPath(conversation, turn);
      // Only what is there is added to: a turn that was erased meanwhile stays so.
      await documents.commit([{ do: "update", path, members: writeOutcomes(outcomes), version: "any" }]);
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
  return Object.assign({}, ...outcomes.map(writeOutcome));
}

function writeOutcome({ index, failure, begunAt, isUnsent, wasReplayed, acceptance }: Outcome): Members {
  const act = `acts.${index}`;
  if (isUnsent) return { [`${act}.times.sent`]: GONE };
  if (begunAt !== undefined) return { [`${act}.times.sent`]: earliest(begunAt.getTime()) };
  if (failure !== undefined) return { [`${act}.failure`]: failure };
  return {
    [`${act}.isDone`]: true,
    ...(wasReplayed ? { [`${act}.failure`]: GONE } : {}),
    ...(acceptance === undefined ? {} : { [`${act}.acceptance`]: acceptance }),
  };
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
