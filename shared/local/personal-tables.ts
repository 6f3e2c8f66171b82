import type { DatabaseSync } from "node:sqlite";
import type { ConversationId } from "../base/ids.ts";
import { member, number, parseJson, text } from "../base/json.ts";
import { present } from "../base/present.ts";
import { whenSet } from "../conversation/when-set.ts";
import { firstPublished, type QueueMessage } from "../envelope/push-request.ts";
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
        const found = rows.filter(({ message }) => isOf(message, of, conversationOf));
        yield* found.map((row) => ({ ...itemOf(row), ...(table === "queue" ? present({ at: timeOf(row) }) : {}) }));
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last.id;
      }
    },
    remove: async (id) => void transact(db, () => remove.run({ id: Number(id) })),
    purge: async () => purge(db),
  };
}

/** The timers of an embedded database that are not due yet, by their own ids: a row's number is another's after a purge. */
export function waitingTimers(db: DatabaseSync): PersonalStore {
  const all = db.prepare("SELECT rowid AS id, 0 AS published, bytes, attributes, topic FROM timers ORDER BY rowid");
  const remove = db.prepare("DELETE FROM timers WHERE id = :id");
  return {
    name: "timers",
    async *find(of) {
      const rows = transact(db, () => all.all()).map(readRow);
      const found = rows.filter(({ message }) => isOf(message, of, () => undefined));
      for (const { topic, message } of found) {
        const { id } = message.attributes;
        const about = aboutOf({ topic, message });
        if (id !== undefined) yield { id, about, ...present({ at: whenSet(about.body) }) };
      }
    },
    remove: async (id) => void transact(db, () => remove.run({ id })),
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
  readonly published: Date;
}

function readRow(row: Readonly<Record<string, unknown>>): Row {
  const json = { value: row, path: "" };
  return {
    id: number(member(json, "id")),
    topic: text(member(json, "topic")),
    published: new Date(number(member(json, "published"))),
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
  return { id: String(id), about: aboutOf({ topic, message }) };
}

/** Of what waits to be handled. A timer is of when it was set; what was published again, of when it was first. */
function timeOf({ topic, message, published }: Row): Date | undefined {
  return whenSet(aboutOf({ topic, message }).body) ?? firstPublished({ message, published });
}

function aboutOf({ topic, message }: Pick<Row, "topic" | "message">) {
  const body = parseJson(message.bytes.toString()) ?? message.bytes.toString("base64");
  return { topic, attributes: message.attributes, body };
}
