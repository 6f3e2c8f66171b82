import { randomUUID } from "node:crypto";
import { describe, inject } from "vitest";
import { googlePublisher } from "../../shared/google/pubsub/publisher.ts";
import { pubsubQueue } from "../../shared/google/pubsub/queue.ts";
import { queueContract } from "./queue-contract.ts";

/** What the official emulator lacks; the embedded queue and Terraform's plan prove the rest. */
const TRAITS = { canDeadLetterInOrder: false, tellsKeyAndAttempt: false, takes202: false, patientRepeats: 6 };

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("over the Pub/Sub emulator", () => {
  queueContract(
    "pubsubQueue and googlePublisher",
    async () => {
      process.env.PUBSUB_EMULATOR_HOST = hosts?.pubsub;
      const where = { project: `test-${randomUUID()}`, prefix: "contract" };
      const queue = pubsubQueue(where);
      const publisher = googlePublisher({ ...where, emulator: hosts?.pubsub, timeoutMs: 10_000 });
      return { publisher, queue, close: () => queue.close() };
    },
    TRAITS,
  );
});
