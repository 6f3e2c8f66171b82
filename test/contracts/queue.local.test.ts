import { randomUUID } from "node:crypto";
import { openDatabase } from "../../shared/local/database.ts";
import { localQueue } from "../../shared/local/queue.ts";
import { queueContract } from "./queue-contract.ts";

const TRAITS = { canDeadLetterInOrder: true, tellsKeyAndAttempt: true, takes202: true, patientRepeats: 12 };

async function open() {
  const db = openDatabase(":memory:");
  const clock = { now: () => new Date() };
  const queue = localQueue(db, { clock, log: () => undefined, prefix: randomUUID() });
  return {
    queue,
    publisher: queue.publisher,
    async close() {
      await queue.close();
      db.close();
    },
  };
}

queueContract("localQueue", open, TRAITS);
