import { NotDurableError } from "../shared/base/errors.ts";
import { messageOf } from "../shared/base/message-of.ts";
import type { QueueMessage } from "../shared/envelope/push-request.ts";
import type { Kind } from "../shared/ports/topic.ts";
import type { Operator } from "./operator.ts";
import type { HeldKept, KeptOne } from "./read-kept.ts";

/** A kept message, and as what it is published again on which topic. */
export interface ToSend extends KeptOne {
  readonly to: Kind;
  readonly message: QueueMessage;
}

/** What was published again and removed, and why something was not. */
export interface SentAgain {
  readonly done: readonly ToSend[];
  readonly failure: Error | undefined;
}

/**
 * Publishes some messages, the first one first, and removes those that are durable. A process that is killed in between has them published twice: they
 * have the same ids, so nobody is answered twice.
 */
export async function sendAgain(
  batch: readonly ToSend[],
  held: HeldKept,
  { publisher }: Pick<Operator, "publisher">,
): Promise<SentAgain> {
  const sent = await publishInOrder(batch, publisher);
  const done = batch.filter((_one, index) => sent[index]?.status === "fulfilled");
  await held.remove(done);
  const failed = sent.find((one) => one.status === "rejected");
  return { done, failure: failed && explain(failed.reason, batch.length - done.length) };
}

/** What has one ordering key goes one after the other, and stops behind what was not taken: it must not be overtaken. */
function publishInOrder(
  batch: readonly ToSend[],
  publisher: Operator["publisher"],
): Promise<readonly PromiseSettledResult<void>[]> {
  const last = new Map<string, Promise<void>>();
  const sent = batch.map(async ({ to, message }) => {
    const { orderingKey } = message;
    if (orderingKey === undefined) return publisher.publish(to, message);
    const key = `${to} ${orderingKey}`;
    const before = last.get(key) ?? Promise.resolve();
    const published = before.then(() => publisher.publish(to, message));
    last.set(key, published);
    return published;
  });
  return Promise.allSettled(sent);
}

function explain(cause: unknown, left: number): Error {
  const isRefused = cause instanceof NotDurableError && cause.status === 403;
  const mend = isRefused ? ", expected the role Pub/Sub Publisher on it" : "";
  const stays = `nothing is lost, for ${left} of this batch stay where they are: redrive them again`;
  return new Error(`${messageOf(cause)}${mend}; ${stays}`, { cause });
}
