import { openDatabase } from "../../shared/local/database.ts";
import { localQueue } from "../../shared/local/queue.ts";

/** A process for a test to kill: `node killed-queue.ts <database file> <endpoint>`. */
const [file = "", endpoint = ""] = process.argv.slice(2);
const queue = localQueue(openDatabase(file), { clock: { now: () => new Date() }, log: () => undefined });
const backoff = { minBackoffMs: 10, maxBackoffMs: 100 };
await queue.subscribe([{ topic: "message", endpoint, isOrdered: true, maxAttempts: undefined, ...backoff }]);
for (const text of ["answered", "unanswered", "waiting"]) {
  await queue.publisher.publish("message", { bytes: Buffer.from(text), attributes: {}, orderingKey: "key" });
}
