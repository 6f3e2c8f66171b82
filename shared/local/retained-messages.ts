import type { DatabaseSync } from "node:sqlite";
import type { RetainedMessages, TimeRange } from "../ports/retained-messages.ts";
import { transact } from "./database.ts";
import type { LocalQueue } from "./queue.ts";
import { readQueueRow, type StoredMessage } from "./queue-store.ts";

/** Which messages of which topic, and under which name their reading is kept. */
interface TopicReading {
  readonly topic: string;
  readonly range: TimeRange;
  readonly name: string | undefined;
}

const PAGE = 200;

/** What the embedded queue has and has had in the tables of `openDatabase`, in the order in which it was published. */
export function localRetainedMessages(db: DatabaseSync, { nameOf }: Pick<LocalQueue, "nameOf">): RetainedMessages {
  return {
    read: (kind, range, reading) => readAll(db, { topic: nameOf(kind), range, name: reading?.name }),
    describe: (kind) => `the embedded queue's tables keep what was published on ${nameOf(kind)}`,
  };
}

async function* readAll(db: DatabaseSync, reading: TopicReading) {
  const store = retainedStore(db, reading);
  let last = store.begin();
  let read = last;
  try {
    for (let page = store.after(last); page.length > 0; page = store.after(last)) {
      for (const { id, message, published } of page) {
        yield { id: String(id), message, published };
        read = id;
      }
      last = read;
      store.note(read);
    }
    store.end();
  } finally {
    // Who ends early has done what came before: nothing for a reading that has come to its end.
    if (store.isOpen()) store.note(read);
  }
}

/** A reading's place, which is written after each page and at its end: a process that is killed reads some messages again. */
function retainedStore(db: DatabaseSync, { topic, range, name }: TopicReading) {
  const { page, place, note, end } = prepare(db);
  const span = { topic, from: range.from.getTime(), to: range.to.getTime() };
  let isOpen = name !== undefined;
  return {
    isOpen: () => isOpen,
    begin: () => (name === undefined ? 0 : Number(transact(db, () => place.get({ name, topic }))?.last ?? 0)),
    after: (last: number): readonly StoredMessage[] =>
      transact(db, () => page.all({ ...span, last, limit: PAGE }).map(readQueueRow)),
    note: (last: number) => name === undefined || transact(db, () => note.run({ name, topic, last })),
    end() {
      isOpen = false;
      if (name !== undefined) transact(db, () => end.run({ name, topic }));
    },
  };
}

function prepare(db: DatabaseSync) {
  const columns = "id, bytes, attributes, ordering_key, published";
  const where = "topic = :topic AND id > :last AND published >= :from AND published < :to";
  return {
    page: db.prepare(`SELECT ${columns}, 0 AS attempts FROM retained INDEXED BY retained_by_topic WHERE ${where}
      UNION ALL SELECT ${columns}, attempts FROM queue INDEXED BY queue_by_topic WHERE ${where} ORDER BY id LIMIT :limit`),
    place: db.prepare("SELECT last FROM readings WHERE name = :name AND topic = :topic"),
    note: db.prepare(
      "INSERT INTO readings VALUES (:name, :topic, :last) ON CONFLICT DO UPDATE SET last = excluded.last",
    ),
    end: db.prepare("DELETE FROM readings WHERE name = :name AND topic = :topic"),
  };
}
