import { expect } from "vitest";
import { openDatabase } from "../../shared/local/database.ts";
import { localQueue } from "../../shared/local/queue.ts";
import { localRetainedMessages } from "../../shared/local/retained-messages.ts";
import { receive } from "../support/push-receiver.ts";
import { eventually, toReceiver } from "./queue-bench.ts";
import { type OpenRetained, retainedMessagesContract } from "./retained-messages-contract.ts";

async function open(): Promise<OpenRetained> {
  const db = openDatabase(":memory:");
  const queue = localQueue(db, { clock: { now: () => new Date() }, log: () => undefined });
  const receiver = await receive(() => 200);
  await queue.subscribe([toReceiver(receiver, "message")]);
  const left = db.prepare("SELECT count(*) AS n FROM queue WHERE topic = 'heliograph-message'");
  return {
    publisher: queue.publisher,
    retained: localRetainedMessages(db, queue),
    acknowledged: () => eventually(() => expect(left.get()?.n).toBe(0)),
    async close() {
      await queue.close();
      await receiver.close();
      db.close();
    },
  };
}

retainedMessagesContract("localRetainedMessages", open);
