import { present } from "../base/present.ts";
import { ERASED_DAYS, isBareMark } from "../conversation/erasure.ts";
import {
  type AcceptedMessage,
  areDone,
  type Commit,
  type Fact,
  type JournalEntry,
  type Lease,
  REPLAYED,
  type Snapshot,
} from "../conversation/journal.ts";
import type { ConversationState } from "../conversation/state.ts";
import { turnId } from "../conversation/turn-id.ts";
import { type DocumentStore, type DocumentWrite, earliest, GONE, type Members } from "./document-store.ts";
import { conversationPath, turnPath } from "./paths.ts";
import { type StoredState, storeState } from "./stored-state.ts";
import { agentDay, bodyOf } from "./stored-turn.ts";

const DAY_MS = 86_400_000;

/** Two kilobytes or so, which are read with every message. */
const MOST_ACCEPTED = 32;

/** Where history is kept, and for how long. */
export interface HistoryStore {
  readonly documents: DocumentStore;
  /** How long a conversation is remembered after its last turn. */
  readonly keepDays: number;
}

/** A conversation as stores keep it. */
export interface StoredConversation {
  readonly state: StoredState;
  readonly lease?: StoredLease;
  /** Of the newest messages that ended a turn, oldest first. */
  readonly accepted?: readonly AcceptedMessage[];
}

interface StoredLease {
  readonly turn: Lease["turn"];
  readonly expiresAt: number;
}

/** When what happened at a time is forgotten. */
export function expiry(keepDays: number, at: Date): Date {
  return new Date(at.getTime() + keepDays * DAY_MS);
}

/** When a conversation is forgotten. An opt-out never is. */
export function expiryOf(state: ConversationState, keepDays: number, at: Date): Date | undefined {
  const { consent, erased } = state;
  if (consent?.isOptedOut === true) return undefined;
  if (erased === undefined) return expiry(keepDays, at);
  const until = expiry(ERASED_DAYS, erased);
  const forgotten = expiry(keepDays, at);
  return isBareMark(state) || forgotten < until ? until : forgotten;
}

/** Two documents in one commit; a third one where an earlier turn loses the conversation. */
export async function commitTurn(
  { documents, keepDays }: HistoryStore,
  commit: Commit,
  snapshot: Snapshot,
): Promise<Snapshot | undefined> {
  const { conversation } = snapshot;
  const { turn, entries, answers = 0, isComplete, state, lease } = commit;
  const replaced = snapshot.lease?.turn;
  const isReplaced = replaced !== undefined && replaced !== turn && replaced !== lease?.turn;
  const path = turnPath(conversation, turn);
  const isTakenOver = snapshot.journal?.isRebuilt === true && commit.fact.replay !== "silent";
  const members = { ...turnMembers(commit, keepDays), ...(isTakenOver ? { isRebuilt: false } : {}) };
  const written = await documents.commit([
    writeState(commit, snapshot, keepDays),
    { do: snapshot.journal === undefined ? "create" : "merge", path, members },
    ...(isReplaced ? [markAbandoned(conversation, replaced)] : []),
  ]);
  const version = written === "lost" ? undefined : written[0];
  if (version === undefined) return undefined;
  const journal = { entries, answers, isComplete, isAbandoned: isLeft(commit) };
  return { conversation, state, version, lease, journal, ...present({ accepted: snapshot.accepted }) };
}

/** One document: a state alone, beside a lease that stays as it is. */
export async function keepState(
  { documents, keepDays }: HistoryStore,
  { state, snapshot, at }: Pick<Commit, "state" | "at"> & { readonly snapshot: Snapshot },
): Promise<boolean> {
  const kept = { state, at, lease: snapshot.lease, turn: undefined };
  return (await documents.commit([writeState(kept, snapshot, keepDays)])) !== "lost";
}

/** Ends a lease. */
export async function release(
  { documents }: HistoryStore,
  { conversation, version, accepted: before = [] }: Snapshot,
  accepted: readonly AcceptedMessage[] = [],
): Promise<boolean> {
  if (version === undefined) return true;
  const kept = accepted.length === 0 ? {} : { accepted: [...before, ...accepted].slice(-MOST_ACCEPTED) };
  return (await documents.commit([changeConversation(conversation, version, { ...kept, lease: GONE })])) !== "lost";
}

/** Ends a lease before its turn was performed, or gives back that of another try. */
export async function abandon({ documents }: HistoryStore, snapshot: Snapshot, held?: Lease): Promise<boolean> {
  const { conversation, version, lease } = snapshot;
  if (version === undefined || lease === undefined) return true;
  const left = held === undefined ? GONE : storedLease(held);
  const writes = [changeConversation(conversation, version, { lease: left }), markAbandoned(conversation, lease.turn)];
  return (await documents.commit(writes)) !== "lost";
}

/** Keeps a fact alone, unless it is known. */
export async function record({ documents, keepDays }: HistoryStore, fact: Fact): Promise<void> {
  const path = turnPath(fact.conversation, turnId(fact));
  const members = { ...factMembers(fact), expireAt: expiry(keepDays, fact.received) };
  if ((await documents.commit([{ do: "create", path, members }])) !== "lost") return;
  const [known] = await documents.get([path]);
  // So far only receipts told of the turn.
  if (known?.members.type === undefined) await documents.commit([{ do: "merge", path, members }]);
}

/** Nothing of it has begun, for another turn has the conversation: a later try is told by its entries. */
function isLeft({ turn, lease, entries }: Commit): boolean {
  return lease !== undefined && lease.turn !== turn && !areDone(entries);
}

function markAbandoned(conversation: Snapshot["conversation"], turn: Lease["turn"]): DocumentWrite {
  return { do: "merge", path: turnPath(conversation, turn), members: { isAbandoned: true } };
}

function changeConversation(
  conversation: Snapshot["conversation"],
  version: NonNullable<Snapshot["version"]>,
  members: Members,
): DocumentWrite {
  return { do: "update", path: conversationPath(conversation), members, version };
}

function storedLease({ turn, expiresAt }: Lease): StoredLease {
  return { turn, expiresAt: expiresAt.getTime() };
}

/** What is written of a commit into the conversation itself; without a turn where no fact of its own has changed it. */
type StateCommit = Pick<Commit, "state" | "lease" | "at"> & { readonly turn: Commit["turn"] | undefined };

function writeState(commit: StateCommit, { conversation, version }: Snapshot, keepDays: number): DocumentWrite {
  const { state, turn, lease: held, at } = commit;
  const path = conversationPath(conversation);
  const lease = held && storedLease(held);
  const expireAt = expiryOf(state, keepDays, at);
  // Firestore keeps the version of a document in which a write changes nothing: `committedBy` changes with every turn.
  const members = { state: storeState(state), ...present({ committedBy: turn }) };
  if (version === undefined) return { do: "create", path, members: { ...members, ...present({ lease, expireAt }) } };
  // An update replaces the state as a whole, with all that is no longer in it.
  const changed = { ...members, lease: lease ?? GONE, expireAt: expireAt ?? GONE };
  return { do: "update", path, members: changed, version };
}

function turnMembers(commit: Commit, keepDays: number): Members {
  const { fact, entries, answers, isComplete, at } = commit;
  const isAbandoned = isLeft(commit);
  const isSent = !isAbandoned && entries.some((entry) => entry.act.do === "send" && !isWithheld(entry));
  const acts = entries.map((entry, index) => {
    const { act, isDone, acceptance } = entry;
    if (isWithheld(entry)) return [index, { act, failure: REPLAYED }];
    // Of a message with a fallback, the sending itself is recorded.
    const isBegun = isSent && act.do === "send" && act.terms === undefined;
    const times = isBegun ? { times: { sent: earliest(at.getTime()) } } : {};
    return [index, { act, ...times, ...(isDone ? { isDone: true } : {}), ...present({ acceptance }) }];
  });
  return {
    ...factMembers(fact),
    isComplete,
    isAbandoned,
    ...present({ answers }),
    expireAt: expiry(keepDays, at),
    ...(acts.length === 0 ? {} : { acts: Object.fromEntries(acts) }),
    ...(isSent || (!isAbandoned && entries.some(isCounted)) ? { agentDay: agentDay(fact, at) } : {}),
  };
}

/** What statistics count beside messages: a choice, and that people are called. */
function isCounted(entry: JournalEntry): boolean {
  const { act } = entry;
  const isCall = act.do === "tellPeople" && act.news.type === "waiting";
  return (isCall || act.do === "recordConsent") && !isWithheld(entry);
}

/** A silent replay has decided it, and no delivery has set about it since. */
function isWithheld({ isReplayed, isDone }: JournalEntry): boolean {
  return isReplayed === true && isDone;
}

function factMembers(fact: Fact): Members {
  const { type, id, at, received, replay } = fact;
  const rebuilt = replay === "silent" ? { isRebuilt: true } : {};
  // Receipts that came before gave the turn the time at which they came.
  return { type, id, at: at.getTime(), received: received.getTime(), body: bodyOf(fact), ...rebuilt };
}
