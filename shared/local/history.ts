import type { DatabaseSync } from "node:sqlite";
import { TransientError } from "../base/errors.ts";
import type { ConversationId, InboundId, MessageId, OutgoingId } from "../base/ids.ts";
import * as read from "../base/read.ts";
import { type Json, member } from "../base/read.ts";
import type { Reply } from "../bot/reply.ts";
import { outgoingId } from "../effect/outgoing-id.ts";
import type { Entry, History, OutgoingEntry, Recorded, SettledReply } from "../effect/ports.ts";
import type { StatusTimes } from "../effect/status.ts";
import type { InboundEvent, InboundMessage, Receipt } from "../inbound/inbound.ts";
import { transact } from "./database.ts";

type Fact = InboundMessage | InboundEvent;

/** What is known of a message of ours by one call. */
interface OutgoingFacts {
  readonly conversation: ConversationId;
  readonly id: MessageId | OutgoingId;
  readonly at: Date;
  /** None for a message that never left. */
  readonly times: StatusTimes;
  readonly reply?: Reply;
  readonly failure?: string;
}

const STEPS: readonly (keyof StatusTimes)[] = ["sent", "delivered", "read", "expired", "revoked"];

/** History in the tables of `openDatabase`. */
export function localHistory(db: DatabaseSync): History {
  const statements = prepare(db);
  const merge = (facts: OutgoingFacts) => transact(db, () => mergeOutgoing(statements, facts));
  return {
    record: async (fact) => recorded(fact, { db, statements }),
    async recordOutgoing(conversation, { id, reply, at, failure }) {
      const left = failure === undefined ? { times: { sent: at } } : { times: {}, failure };
      merge({ conversation, id, reply, at, ...left });
    },
    async mergeReceipts(conversation, message, receipts) {
      const newestFirst = receipts.toSorted((one, other) => other.at.getTime() - one.at.getTime());
      const oldest = newestFirst.at(-1);
      if (oldest !== undefined) merge({ conversation, id: message, at: oldest.at, times: earliestOf(newestFirst) });
    },
    read: async (conversation, limit) =>
      transact(db, () => statements.newest.all({ conversation, limit })).map((row) => readEntry(row)),
  };
}

function prepare(db: DatabaseSync) {
  const key = "conversation = :conversation AND type = :type AND id = :id";
  const minimum = (step: string) =>
    `${step} = min(coalesce(${step}, excluded.${step}), coalesce(excluded.${step}, ${step}))`;
  return {
    insert: db.prepare(`INSERT INTO entries (conversation, type, id, at, body)
      VALUES (:conversation, :type, :id, :at, :body) ON CONFLICT DO NOTHING`),
    settle: db.prepare(`UPDATE entries SET replies = :replies WHERE ${key} AND replies IS NULL`),
    replies: db.prepare(`SELECT replies FROM entries WHERE ${key}`),
    done: db.prepare(`SELECT 1 FROM entries WHERE conversation = :conversation AND type = 'outgoing' AND id = :id
      AND (sent IS NOT NULL OR delivered IS NOT NULL OR read IS NOT NULL OR failure IS NOT NULL)`),
    merge: db.prepare(`INSERT INTO entries (conversation, type, id, at, body, failure, ${STEPS.join(", ")})
      VALUES (:conversation, 'outgoing', :id, :at, :body, :failure, ${STEPS.map((step) => `:${step}`).join(", ")})
      ON CONFLICT (conversation, type, id) DO UPDATE SET at = min(at, excluded.at), body = coalesce(body, excluded.body),
      failure = coalesce(failure, excluded.failure), ${STEPS.map(minimum).join(", ")}`),
    newest: db.prepare(`SELECT * FROM entries WHERE conversation = :conversation
      ORDER BY at DESC, rowid DESC LIMIT :limit`),
  };
}

type Statements = ReturnType<typeof prepare>;

interface Store {
  readonly db: DatabaseSync;
  readonly statements: Statements;
}

function recorded(fact: Fact, { db, statements }: Store): Recorded {
  const { conversation, type, id } = fact;
  const body = JSON.stringify(type === "message" ? fact.content : fact.event);
  const replies = transact(db, () => {
    const { changes } = statements.insert.run({ conversation, type, id, at: fact.at.getTime(), body });
    return changes === 0 ? readReplies(fact, statements) : undefined;
  });
  return { replies, settle: async (wanted) => settle(fact, wanted, { db, statements }) };
}

function settle(fact: Fact, wanted: readonly Reply[], { db, statements }: Store): readonly SettledReply[] {
  const { conversation, type, id } = fact;
  const replies = transact(db, () => {
    statements.settle.run({ conversation, type, id, replies: JSON.stringify(wanted) });
    return readReplies(fact, statements);
  });
  if (replies === undefined)
    throw new TransientError("Cannot settle replies: the fact was erased after it was recorded");
  return replies;
}

function readReplies(fact: Fact, { replies, done }: Statements): readonly SettledReply[] | undefined {
  const { conversation, type, id } = fact;
  const settled = read.optionalText(member(row(replies.get({ conversation, type, id }) ?? {}), "replies"));
  if (settled === undefined) return undefined;
  const decided: readonly Reply[] = JSON.parse(settled);
  return decided.map((reply, index) => {
    const replyId = outgoingId(fact, index);
    return { id: replyId, reply, isDone: done.get({ conversation, id: replyId }) !== undefined };
  });
}

function mergeOutgoing({ merge }: Statements, facts: OutgoingFacts): void {
  const { conversation, id, at, times, reply, failure = null } = facts;
  const body = reply === undefined ? null : JSON.stringify(reply);
  const steps = STEPS.map((step) => [step, times[step]?.getTime() ?? null]);
  merge.run({ ...Object.fromEntries(steps), conversation, id, at: at.getTime(), body, failure });
}

/** Of several receipts of a type the last one stands. */
function earliestOf(newestFirst: readonly Receipt[]): StatusTimes {
  return Object.fromEntries(newestFirst.map(({ type, at }) => [type, at]));
}

function readEntry(columns: Readonly<Record<string, unknown>>): Entry {
  const json = row(columns);
  const type = read.text(member(json, "type"));
  const at = new Date(read.number(member(json, "at")));
  if (type === "outgoing") return readOutgoing(json, at);
  const id = read.id<InboundId>(member(json, "id"));
  const body = JSON.parse(read.text(member(json, "body")));
  return type === "message" ? { type, id, at, content: body } : { type: "event", id, at, event: body };
}

function readOutgoing(json: Json, at: Date): OutgoingEntry {
  const body = read.optionalText(member(json, "body"));
  const failure = read.optionalText(member(json, "failure"));
  return {
    type: "outgoing",
    id: read.id<MessageId>(member(json, "id")),
    at,
    times: readTimes(json),
    ...(body === undefined ? {} : { reply: JSON.parse(body) }),
    ...(failure === undefined ? {} : { failure }),
  };
}

function readTimes(json: Json): StatusTimes {
  const known = STEPS.map((step) => [step, read.optionalNumber(member(json, step))] as const);
  return Object.fromEntries(known.flatMap(([step, ms]) => (ms === undefined ? [] : [[step, new Date(ms)]])));
}

function row(columns: Readonly<Record<string, unknown>>): Json {
  return { value: columns, path: "entries" };
}
