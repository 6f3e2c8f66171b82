import { randomUUID } from "node:crypto";
import { describe, expect, inject } from "vitest";
import { googlePublisher } from "../../shared/google/pubsub/publisher.ts";
import { pubsubQueue } from "../../shared/google/pubsub/queue.ts";
import { googleRetainedMessages } from "../../shared/google/pubsub/retained-messages.ts";
import { receive } from "../support/push-receiver.ts";
import { eventually, toReceiver } from "./queue-bench.ts";
import { retainedMessagesContract } from "./retained-messages-contract.ts";

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("over the Pub/Sub emulator", () => {
  retainedMessagesContract("googleRetainedMessages", async () => {
    process.env.PUBSUB_EMULATOR_HOST = hosts?.pubsub;
    const where = { project: `test-${randomUUID()}`, prefix: "contract" };
    const queue = pubsubQueue({ ...where, retains: true });
    const receiver = await receive(() => 200);
    await queue.subscribe([toReceiver(receiver, "message"), toReceiver(receiver, "event")]);
    const address = { ...where, emulator: hosts?.pubsub };
    return {
      publisher: googlePublisher({ ...address, timeoutMs: 60_000 }),
      retained: googleRetainedMessages(address),
      acknowledged: (count) => eventually(() => expect(receiver.pushes.length).toBeGreaterThanOrEqual(count)),
      async close() {
        await receiver.close();
        await queue.close();
      },
    };
  });
});
