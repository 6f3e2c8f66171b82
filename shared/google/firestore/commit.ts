import { type DocumentData, FieldValue, type WriteBatch } from "@google-cloud/firestore";
import { present } from "../../base/present.ts";
import type { Commit, Fact, Snapshot } from "../../conversation/journal.ts";
import { turnId } from "../../conversation/turn-id.ts";
import { storeState } from "../../store/stored-state.ts";
import { agentDay, bodyOf } from "../../store/stored-turn.ts";
import { conversationRef, readVersion, type Store, turnRef, unlessLost, writeVersion } from "./documents.ts";

/** Two documents in one commit; a third one where an earlier turn's time was up. */
export async function commitTurn(store: Store, commit: Commit, snapshot: Snapshot): Promise<Snapshot | undefined> {
  const { conversation } = snapshot;
  const batch = store.db.batch();
  writeState(store, batch, { commit, snapshot });
  const turn = turnRef(store.db, conversation, commit.turn);
  const data = writeTurn(store, commit);
  if (snapshot.journal === undefined) batch.create(turn, data);
  else batch.set(turn, data, { merge: true });
  const abandoned = snapshot.lease?.turn;
  if (abandoned !== undefined && abandoned !== commit.turn) {
    batch.set(turnRef(store.db, conversation, abandoned), { isAbandoned: true }, { merge: true });
  }
  const written = await unlessLost(batch.commit());
  const version = written?.[0]?.writeTime;
  if (version === undefined) return undefined;
  const { entries, answers = 0, isComplete, state, leaseUntil } = commit;
  return {
    conversation,
    state,
    version: writeVersion(version),
    lease: leaseUntil === undefined ? undefined : { turn: commit.turn, expiresAt: leaseUntil },
    journal: { entries, answers, isComplete, isAbandoned: false },
  };
}

function writeState(
  { db, expiry }: Store,
  batch: WriteBatch,
  { commit, snapshot }: { readonly commit: Commit; readonly snapshot: Snapshot },
): void {
  const { state, turn, leaseUntil, at } = commit;
  const reference = conversationRef(db, snapshot.conversation);
  const isKept = state.consent?.isOptedOut === true;
  const lease = leaseUntil === undefined ? undefined : { turn, expiresAt: leaseUntil.getTime() };
  // An opt-out is never forgotten.
  const expireAt = isKept ? undefined : expiry(at.getTime());
  // Firestore keeps the version of a document in which a write changes nothing: `committedBy` changes with every turn.
  const members = { state: storeState(state), committedBy: turn };
  const { version } = snapshot;
  if (version === undefined) return void batch.create(reference, { ...members, ...present({ lease, expireAt }) });
  const gone = FieldValue.delete();
  // An update replaces the state as a whole, with all that is no longer in it.
  const changed = { ...members, lease: lease ?? gone, expireAt: expireAt ?? gone };
  batch.update(reference, changed, { lastUpdateTime: readVersion(version) });
}

function writeTurn({ expiry }: Store, { fact, entries: acts, answers, isComplete, at }: Commit): DocumentData {
  const decided = FieldValue.minimum(at.getTime());
  const written = acts.map(({ act, isDone }, index) => {
    const times = act.do === "send" ? { times: { sent: decided } } : {};
    return [index, { act, ...times, ...(isDone ? { isDone: true } : {}) }];
  });
  const isSent = acts.some(({ act }) => act.do === "send");
  return {
    ...factMembers(fact),
    isComplete,
    isAbandoned: false,
    ...present({ answers }),
    expireAt: expiry(at.getTime()),
    ...(written.length === 0 ? {} : { acts: Object.fromEntries(written) }),
    ...(isSent ? { agentDay: agentDay(fact, at) } : {}),
  };
}

/** Ends the performing of a turn, unless somebody has written since. */
export async function release({ db }: Store, { conversation, version }: Snapshot): Promise<boolean> {
  if (version === undefined) return true;
  const precondition = { lastUpdateTime: readVersion(version) };
  const released = conversationRef(db, conversation).update({ lease: FieldValue.delete() }, precondition);
  return (await unlessLost(released)) !== undefined;
}

/** Keeps a fact alone, unless it is known. */
export async function record({ db, expiry }: Store, fact: Fact): Promise<void> {
  const document = turnRef(db, fact.conversation, turnId(fact));
  const data = { ...factMembers(fact), expireAt: expiry(fact.received.getTime()) };
  if ((await unlessLost(document.create(data))) !== undefined) return;
  const isKnown = (await document.get()).get("type") !== undefined;
  // So far only receipts told of the turn.
  if (!isKnown) await document.set(data, { merge: true });
}

function factMembers(fact: Fact): DocumentData {
  const { type, id, at, received } = fact;
  // A receipt with an earlier time, by another clock, may have come before.
  return { type, id, at: FieldValue.minimum(at.getTime()), received: received.getTime(), body: bodyOf(fact) };
}
