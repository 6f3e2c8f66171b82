import { randomUUID } from "node:crypto";
import { describe, inject, onTestFinished } from "vitest";
import { openFallback } from "../../shared/fallback/open-fallback.ts";
import { googlePublisher } from "../../shared/google/pubsub/publisher.ts";
import { pubsubQueue } from "../../shared/google/pubsub/queue.ts";
import { receive } from "../support/push-receiver.ts";
import { fallbackContract } from "./fallback-contract.ts";
import { toReceiver } from "./queue-bench.ts";

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("over the Pub/Sub emulator", () => {
  fallbackContract("a fallback over Pub/Sub", async () => {
    process.env.PUBSUB_EMULATOR_HOST = hosts?.pubsub;
    const where = { project: `test-${randomUUID()}`, prefix: "contract" };
    const queue = pubsubQueue(where);
    const receiver = await receive(() => 200);
    onTestFinished(async () => {
      await queue.close();
      await receiver.close();
    });
    await queue.subscribe([toReceiver(receiver, "fallback")]);
    return {
      fallback: openFallback(undefined, googlePublisher({ ...where, emulator: hosts?.pubsub, timeoutMs: 10_000 })),
      taken: () => receiver.texts(),
    };
  });
});
