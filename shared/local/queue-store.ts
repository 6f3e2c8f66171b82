import type { DatabaseSync } from "node:sqlite";
import { member, number, optional, text } from "../base/json.ts";
import { present } from "../base/present.ts";
import type { QueueMessage } from "../envelope/push-request.ts";
import { transact } from "./database.ts";

/** A message that is not acknowledged yet. */
export interface StoredMessage {
  readonly id: number;
  readonly message: QueueMessage;
  readonly published: Date;
  /** How many deliveries have failed so far. */
  readonly attempts: number;
}

/** The queue's table. A change is durable when its call returns. Every call @throws TransientError */
export interface QueueStore {
  add(topic: string, message: QueueMessage, now: Date): void;
  /** The oldest messages that may be pushed now; where `isOrdered`, only the oldest of each ordering key. */
  due(topic: string, of: DueOptions): readonly StoredMessage[];
  /** When the next message that waits for its back-off may be pushed. */
  nextDue(topic: string, now: Date): Date | undefined;
  remove(id: number): void;
  postpone(id: number, until: { readonly due: Date; readonly attempts: number }): void;
  /** Removes a message and adds `to.message` in one transaction. */
  replace(id: number, to: { readonly topic: string; readonly message: QueueMessage; readonly now: Date }): void;
  /** Ends all back-offs of a topic. */
  endBackoffs(topic: string): void;
  /** Forgets what was published before a time and is retained. */
  forget(topic: string, before: Date): void;
}

/** Which messages to take. */
interface DueOptions {
  readonly now: Date;
  readonly isOrdered: boolean;
  readonly limit: number;
}

/**
 * The queue's table in the database that `openDatabase` opened. @param retained The topics of which messages are kept for a replay when
 * they have left the queue.
 */
export function queueStore(db: DatabaseSync, retained: readonly string[] = []): QueueStore {
  const statements = prepare(db);
  const add: QueueStore["add"] = (topic, message, now) => statements.add.run({ topic, ...columns(message, now) });
  const topics = JSON.stringify(retained);
  const remove: QueueStore["remove"] = (id) => {
    statements.retain.run({ id, topics });
    statements.remove.run({ id });
  };
  return {
    add: (topic, message, now) => transact(db, () => add(topic, message, now)),
    due: (topic, { now, isOrdered, limit }) =>
      transact(db, () =>
        statements[isOrdered ? "dueInOrder" : "due"].all({ topic, now: now.getTime(), limit }).map(readQueueRow),
      ),
    nextDue: (topic, now) => transact(db, () => readNext(statements.nextDue.get({ topic, now: now.getTime() }))),
    remove: (id) => transact(db, () => remove(id)),
    postpone: (id, { due, attempts }) =>
      transact(db, () => void statements.postpone.run({ id, due: due.getTime(), attempts })),
    replace: (id, { topic, message, now }) =>
      transact(db, () => {
        remove(id);
        add(topic, message, now);
      }),
    endBackoffs: (topic) => transact(db, () => void statements.endBackoffs.run({ topic })),
    forget: (topic, before) => transact(db, () => void statements.forget.run({ topic, before: before.getTime() })),
  };
}

function prepare(db: DatabaseSync) {
  return {
    add: db.prepare(`INSERT INTO queue (topic, bytes, attributes, ordering_key, published)
      VALUES (:topic, :bytes, :attributes, :orderingKey, :published)`),
    // The index is named so that a backlog is read in order and not sorted each time.
    due: db.prepare(`SELECT * FROM queue INDEXED BY queue_by_topic
      WHERE topic = :topic AND due <= :now ORDER BY id LIMIT :limit`),
    dueInOrder: db.prepare(`SELECT queue.* FROM queue_heads AS head CROSS JOIN queue ON queue.id = head.id
      WHERE head.topic = :topic AND due <= :now ORDER BY head.id LIMIT :limit`),
    nextDue: db.prepare("SELECT min(due) AS due FROM queue WHERE topic = :topic AND due > :now"),
    retain: db.prepare(`INSERT INTO retained (id, topic, bytes, attributes, ordering_key, published)
      SELECT id, topic, bytes, attributes, ordering_key, published FROM queue
      WHERE id = :id AND topic IN (SELECT value FROM json_each(:topics))`),
    remove: db.prepare("DELETE FROM queue WHERE id = :id"),
    forget: db.prepare("DELETE FROM retained WHERE topic = :topic AND published < :before"),
    postpone: db.prepare("UPDATE queue SET due = :due, attempts = :attempts WHERE id = :id"),
    endBackoffs: db.prepare("UPDATE queue SET due = 0 WHERE topic = :topic AND due > 0"),
  };
}

function columns({ bytes, attributes, orderingKey = "" }: QueueMessage, now: Date) {
  return {
    bytes,
    attributes: JSON.stringify(attributes),
    orderingKey: orderingKey === "" ? null : orderingKey,
    published: now.getTime(),
  };
}

/** Reads a row of the table. */
export function readQueueRow(row: Readonly<Record<string, unknown>>): StoredMessage {
  const json = { value: row, path: "queue" };
  const attributes: QueueMessage["attributes"] = JSON.parse(text(member(json, "attributes")));
  return {
    id: number(member(json, "id")),
    message: {
      bytes: row.bytes instanceof Uint8Array ? Buffer.from(row.bytes) : Buffer.alloc(0),
      attributes,
      ...present({ orderingKey: optional(text)(member(json, "ordering_key")) }),
    },
    published: new Date(number(member(json, "published"))),
    attempts: number(member(json, "attempts")),
  };
}

function readNext(row: Readonly<Record<string, unknown>> | undefined): Date | undefined {
  const ms = row === undefined ? undefined : optional(number)(member({ value: row, path: "queue" }, "due"));
  return ms === undefined ? undefined : new Date(ms);
}
