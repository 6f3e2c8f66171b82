import type { DatabaseSync } from "node:sqlite";
import type { SleepClock } from "../ports/clock.ts";
import type { HeldMessages, KeptMessage, KeptMessages } from "../ports/kept-messages.ts";
import { HOLD_MS, keepRenewing } from "../ports/renewal.ts";
import type { Topic } from "../ports/topic.ts";
import { transact } from "./database.ts";
import { readQueueRow } from "./queue-store.ts";

/** What the embedded kept messages work with. */
export interface LocalKeptOptions {
  readonly clock: SleepClock;
  /** The name of a topic in the table. */
  nameOf(topic: Topic): string;
}

const BATCH = 100;

/** Dead letters and parked webhooks in the queue's table: what somebody has in hand is not due for anybody else. */
export function localKeptMessages(db: DatabaseSync, { clock, nameOf }: LocalKeptOptions): KeptMessages {
  return { hold: async (topic) => holdTopic(db, nameOf(topic), clock) };
}

function holdTopic(db: DatabaseSync, topic: string, clock: SleepClock): HeldMessages {
  const table = keptTable(db, topic);
  const held = new Set<string>();
  const until = () => clock.now().getTime() + HOLD_MS;
  const renewal = keepRenewing(async () => table.postpone([...held], until()), clock);
  return {
    async *read() {
      for (;;) {
        renewal.check();
        const taken = table.take(clock.now().getTime(), until());
        for (const { id } of taken) held.add(id);
        if (taken.length === 0) return;
        yield* taken;
      }
    },
    async remove(messages) {
      table.remove(messages.map(({ id }) => id));
      for (const { id } of messages) held.delete(id);
    },
    async close() {
      renewal.end();
      table.postpone([...held], 0);
    },
  };
}

/** The rows of one topic. Every call @throws TransientError */
function keptTable(db: DatabaseSync, topic: string) {
  const due = db.prepare(`SELECT * FROM queue INDEXED BY queue_by_topic
    WHERE topic = :topic AND due <= :now ORDER BY id LIMIT ${BATCH}`);
  const postpone = db.prepare("UPDATE queue SET due = :due WHERE id IN (SELECT value FROM json_each(:ids))");
  const remove = db.prepare("DELETE FROM queue WHERE id IN (SELECT value FROM json_each(:ids))");
  const list = (ids: readonly string[]) => JSON.stringify(ids.map(Number));
  return {
    take: (now: number, until: number): readonly KeptMessage[] =>
      transact(db, () => {
        const found = due.all({ topic, now }).map(readQueueRow);
        const taken = found.map(({ id, message, published }) => ({ id: String(id), message, published }));
        postpone.run({ ids: list(taken.map(({ id }) => id)), due: until });
        return taken;
      }),
    postpone: (ids: readonly string[], until: number) =>
      transact(db, () => void postpone.run({ ids: list(ids), due: until })),
    remove: (ids: readonly string[]) => transact(db, () => void remove.run({ ids: list(ids) })),
  };
}
