import { join } from "node:path";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localQueue } from "../../shared/local/queue.ts";
import type { Topic } from "../../shared/ports/topic.ts";
import { anyFolder } from "./temporary-folder.ts";

/** An embedded database of which no process has hold. */
export interface KeptDatabase {
  readonly file: string;
  put(topic: Topic, message: QueueMessage): Promise<void>;
  /** What is on a topic, held or not. */
  on(topic: Topic): readonly QueueMessage[];
  /** The documents of a collection. */
  documents(collection: string): readonly Readonly<Record<string, unknown>>[];
  /** As if the time were over for which somebody who died had hold of it. */
  letGo(): void;
}

/** A fresh database, until the test is over. */
export function keptDatabase(file = join(anyFolder(), "local.sqlite")): KeptDatabase {
  const use = <T>(work: (db: ReturnType<typeof openDatabase>) => T): T => {
    const db = openDatabase(file);
    try {
      return work(db);
    } finally {
      db.close();
    }
  };
  use(() => undefined);
  return {
    file,
    async put(topic, message) {
      const db = openDatabase(file);
      await localQueue(db, { clock: systemClock, log: () => undefined }).publisher.publish(topic, message);
      db.close();
    },
    on: (topic) =>
      use((db) =>
        db
          .prepare("SELECT * FROM queue WHERE topic = ? ORDER BY id")
          .all(`heliograph-${topic}`)
          .map(({ bytes, attributes, ordering_key: key }) => ({
            bytes: Buffer.from(bytes as Uint8Array),
            attributes: JSON.parse(String(attributes)),
            ...(key === null ? {} : { orderingKey: String(key) }),
          })),
      ),
    documents: (collection) =>
      use((db) =>
        db
          .prepare("SELECT members FROM documents WHERE collection = ?")
          .all(collection)
          .map(({ members }) => JSON.parse(String(members))),
      ),
    letGo: () => use((db) => db.exec("UPDATE queue SET due = 0")),
  };
}
