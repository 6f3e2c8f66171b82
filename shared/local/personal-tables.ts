import type { DatabaseSync } from "node:sqlite";
import type { ConversationId } from "../base/ids.ts";
import { member, number, parseJson, text } from "../base/json.ts";
import type { QueueMessage } from "../envelope/push-request.ts";
import type { PersonalKey, PersonalStore } from "../ports/personal-store.ts";
import { transact } from "./database.ts";

/** Which conversation a message is about that has no attribute which says so. */
export type ConversationOf = (message: QueueMessage) => ConversationId | undefined;

/** So many rows are looked through at once. */
const PAGE = 500;

/**
 * The queue of an embedded database, with its dead letters, or what is retained for a replay: unlike in Pub/Sub, it is ours to
 * remove. A message of somebody who is erased is removed, also one that waits for its next delivery.
 */
export function queuedMessages(
  db: DatabaseSync,
  table: "queue" | "retained",
  conversationOf: ConversationOf,
): PersonalStore {
  const page = db.prepare(`SELECT * FROM ${table} WHERE id > :after ORDER BY id LIMIT :limit`);
  const remove = db.prepare(`DELETE FROM ${table} WHERE id = :id`);
  return {
    name: table,
    async *find(of) {
      for (let after = 0; ; ) {
        const rows = transact(db, () => page.all({ after, limit: PAGE })).map(readRow);
        yield* rows.filter(({ message }) => isOf(message, of, conversationOf)).map(itemOf);
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last.id;
      }
    },
    remove: async (id) => void transact(db, () => remove.run({ id: Number(id) })),
    purge: async () => purge(db),
  };
}

/** The timers of an embedded database that are not due yet. */
export function waitingTimers(db: DatabaseSync): PersonalStore {
  const all = db.prepare("SELECT rowid AS id, bytes, attributes, topic FROM timers ORDER BY rowid");
  const remove = db.prepare("DELETE FROM timers WHERE rowid = :id");
  return {
    name: "timers",
    async *find(of) {
      const rows = transact(db, () => all.all()).map(readRow);
      yield* rows.filter(({ message }) => isOf(message, of, () => undefined)).map(itemOf);
    },
    remove: async (id) => void transact(db, () => remove.run({ id: Number(id) })),
  };
}

/** What was deleted stays in free pages of the file, and in the journal, until both are written anew. */
function purge(db: DatabaseSync): void {
  db.exec("VACUUM");
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

interface Row {
  readonly id: number;
  readonly topic: string;
  readonly message: QueueMessage;
}

function readRow(row: Readonly<Record<string, unknown>>): Row {
  const json = { value: row, path: "" };
  return {
    id: number(member(json, "id")),
    topic: text(member(json, "topic")),
    message: {
      bytes: row.bytes instanceof Uint8Array ? Buffer.from(row.bytes) : Buffer.alloc(0),
      attributes: JSON.parse(text(member(json, "attributes"))),
    },
  };
}

function isOf(message: QueueMessage, { conversation, address }: PersonalKey, conversationOf: ConversationOf): boolean {
  const named = message.attributes.conversation ?? conversationOf(message);
  if (named !== undefined) return named === conversation;
  // A webhook that no function could take names no conversation.
  return address !== undefined && message.bytes.includes(JSON.stringify(address));
}

function itemOf({ id, topic, message }: Row) {
  const body = parseJson(message.bytes.toString()) ?? message.bytes.toString("base64");
  return { id: String(id), about: { topic, attributes: message.attributes, body } };
}
