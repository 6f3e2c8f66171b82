import { afterAll, describe } from "vitest";
import { receive } from "../support/push-receiver.ts";
import { type OpenQueue, type QueueTraits, type SetUp, toReceiver } from "./queue-bench.ts";
import { deadLetterContract } from "./queue-dead-letter-contract.ts";
import { deliveryContract } from "./queue-delivery-contract.ts";
import { orderingContract } from "./queue-ordering-contract.ts";

/**
 * What every queue must do. It is opened for each test, and every opening must have topics of its own; so tests run at the
 * same time, because a remote queue lets them wait.
 */
export function queueContract(name: string, open: () => Promise<OpenQueue>, traits: QueueTraits): void {
  const closers: (() => Promise<void>)[] = [];
  const setUp: SetUp = async (answer) => {
    const receiver = await receive(answer);
    const { publisher, queue, close } = await open();
    closers.push(async () => {
      // First, because a queue waits for the pushes under way, and a failed test may leave one unanswered.
      await receiver.close();
      await close();
    });
    return { publisher, queue, receiver, subscription: (topic, options) => toReceiver(receiver, topic, options) };
  };
  describe.concurrent(name, { timeout: 60_000 }, () => {
    afterAll(async () => {
      for (const close of closers) await close();
    });
    deliveryContract(setUp, traits);
    orderingContract(setUp, traits);
    deadLetterContract(setUp, traits);
  });
}
