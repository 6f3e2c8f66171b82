import type { DatabaseSync } from "node:sqlite";
import { describeError } from "../base/describe-error.ts";
import { NotDurableError } from "../base/errors.ts";
import type { Log } from "../base/log.ts";
import type { SleepClock } from "../ports/clock.ts";
import type { TimerMessage, Timers } from "../ports/timers.ts";
import { transact } from "./database.ts";
import type { LocalQueue } from "./queue.ts";

/** Embedded timers, from their opening until `close`. */
export interface LocalTimers extends Timers {
  /** Moves no more timers: those that wait do so until they are opened again. */
  close(): void;
}

/** What embedded timers work with. */
export interface LocalTimersOptions {
  readonly clock: SleepClock;
  readonly log: Log;
  /** Where timers go when they are due. */
  readonly queue: Pick<LocalQueue, "nameOf" | "wake">;
  /** How often it is checked in any case which are due; 60,000 by default. A machine that sleeps does not count that time. */
  readonly checkEveryMs?: number;
}

const TOPIC = "deadline";
const DEFAULT_CHECK_EVERY_MS = 60_000;

/**
 * Cloud Tasks in a table of `openDatabase`. A timer that is due is moved to the queue, in one transaction. However many wait,
 * only the earliest is read, and there is one wake-up.
 */
export function localTimers(db: DatabaseSync, options: LocalTimersOptions): LocalTimers {
  const { clock, log, queue, checkEveryMs = DEFAULT_CHECK_EVERY_MS } = options;
  const store = timerStore(db, queue.nameOf(TOPIC));
  let wakeUp = new AbortController();
  let wakesAtMs = 0;
  let isClosed = false;
  const check = () => {
    let nextMs = clock.now().getTime() + checkEveryMs;
    try {
      if (store.moveDue(clock.now()) > 0) queue.wake(TOPIC);
      nextMs = Math.min(nextMs, store.earliest()?.getTime() ?? nextMs);
    } catch (error) {
      log("ERROR", "queue_failed", { kind: TOPIC, error: describeError(error) });
    }
    wakeAt(nextMs);
  };
  const wakeAt = (millis: number) => {
    wakeUp.abort();
    wakeUp = new AbortController();
    const { signal } = wakeUp;
    wakesAtMs = millis;
    void clock.sleep(Math.max(0, millis - clock.now().getTime()), signal).then(() => !signal.aborted && check());
  };
  check();
  return {
    isRelayed: false,
    async set(timer) {
      try {
        store.add(timer);
      } catch (cause) {
        throw new NotDurableError("Cannot set a timer: the local database did not take it", { cause });
      }
      if (!isClosed && Date.parse(timer.attributes.due) < wakesAtMs) check();
    },
    close() {
      isClosed = true;
      wakeUp.abort();
    },
  };
}

/** The table of timers of one topic. Every call @throws TransientError */
function timerStore(db: DatabaseSync, topic: string) {
  const statements = prepare(db);
  return {
    add: ({ bytes, attributes }: TimerMessage) =>
      transact(db, () => {
        const { id, due } = attributes;
        statements.add.run({ topic, id, due: Date.parse(due), bytes, attributes: JSON.stringify(attributes) });
      }),
    /** @returns How many were moved. */
    moveDue: (at: Date) =>
      transact(db, () => {
        const now = at.getTime();
        const { changes } = statements.move.run({ topic, now });
        if (changes > 0) statements.remove.run({ topic, now });
        return changes;
      }),
    earliest(): Date | undefined {
      const { due } = transact(db, () => statements.earliest.get({ topic })) ?? {};
      return typeof due === "number" ? new Date(due) : undefined;
    },
  };
}

function prepare(db: DatabaseSync) {
  return {
    add: db.prepare(`INSERT INTO timers (topic, id, due, bytes, attributes)
      VALUES (:topic, :id, :due, :bytes, :attributes) ON CONFLICT DO NOTHING`),
    move: db.prepare(`INSERT INTO queue (topic, bytes, attributes, published)
      SELECT topic, bytes, attributes, :now FROM timers WHERE topic = :topic AND due <= :now ORDER BY due`),
    remove: db.prepare("DELETE FROM timers WHERE topic = :topic AND due <= :now"),
    earliest: db.prepare("SELECT min(due) AS due FROM timers WHERE topic = :topic"),
  };
}
