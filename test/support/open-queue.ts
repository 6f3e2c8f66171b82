import { onTestFinished } from "vitest";
import { openDatabase } from "../../shared/local/database.ts";
import { type LocalQueue, type LocalQueueOptions, localQueue } from "../../shared/local/queue.ts";
import { type Push, type PushResponse, type Receiver, receive } from "./push-receiver.ts";

/** A queue over its own connection to `file`, which ends with the test or earlier. */
export function openQueue(
  file: string,
  options: Partial<LocalQueueOptions> = {},
): LocalQueue & { readonly end: () => Promise<void> } {
  const db = openDatabase(file);
  const queue = localQueue(db, { clock: { now: () => new Date() }, log: () => undefined, ...options });
  const end = async () => {
    await queue.close();
    if (db.isOpen) db.close();
  };
  onTestFinished(end);
  return { ...queue, end };
}

/** A receiver that ends with the test. */
export async function openReceiver(answer: (push: Push) => PushResponse | Promise<PushResponse>): Promise<Receiver> {
  const receiver = await receive(answer);
  onTestFinished(() => receiver.close());
  return receiver;
}
