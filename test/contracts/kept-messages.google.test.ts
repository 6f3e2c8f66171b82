import { randomUUID } from "node:crypto";
import { PubSub } from "@google-cloud/pubsub";
import { describe, expect, inject, it } from "vitest";
import { googleKeptMessages } from "../../shared/google/pubsub/kept-messages.ts";
import { googlePublisher } from "../../shared/google/pubsub/publisher.ts";
import { pubsubQueue } from "../../shared/google/pubsub/queue.ts";
import { keptMessagesContract, textsOf } from "./kept-messages-contract.ts";

const LEAST_DEADLINE_SECONDS = 10;

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("over the Pub/Sub emulator", () => {
  const emulator = hosts?.pubsub;

  keptMessagesContract("googleKeptMessages", async () => {
    process.env.PUBSUB_EMULATOR_HOST = emulator;
    const where = { project: `test-${randomUUID()}`, prefix: "contract" };
    const queue = pubsubQueue(where);
    await queue.keep(["message-dead", "parked"]);
    const publisher = googlePublisher({ ...where, emulator, timeoutMs: 10_000 });
    const kept = googleKeptMessages({ ...where, emulator });
    return { kept, publisher, [Symbol.asyncDispose]: () => queue.close() };
  });

  it("googleKeptMessages() keeps in hand what takes longer than the subscription's deadline", async () => {
    const project = `test-${randomUUID()}`;
    await using pubsub = openPubsub(project);
    const [topic] = await pubsub.client.createTopic("contract-parked");
    await topic.createSubscription("contract-parked", { ackDeadlineSeconds: LEAST_DEADLINE_SECONDS });
    await topic.publishMessage({ data: Buffer.from("a") });
    const kept = googleKeptMessages({ project, prefix: "contract", emulator });
    const held = await kept.hold("parked");
    expect(await textsOf(held)).toEqual(["a"]);
    const overAt = Date.now() + 1.5 * LEAST_DEADLINE_SECONDS * 1000;
    const other = await kept.hold("parked");
    while (Date.now() < overAt) expect(await textsOf(other)).toEqual([]);
    await held.close();
    expect(await textsOf(other)).toEqual(["a"]);
  });

  it("googleKeptMessages() names the subscription that is missing, and what mends it", async () => {
    const kept = googleKeptMessages({ project: `test-${randomUUID()}`, prefix: "contract", emulator });
    await expect(textsOf(await kept.hold("parked"))).rejects.toThrow(
      /^Cannot read contract-parked: the project test-.* has no such subscription: check --project and --prefix/,
    );
  });
});

function openPubsub(project: string) {
  const client = new PubSub({ projectId: project, apiEndpoint: hosts?.pubsub ?? "", emulatorMode: true });
  return { client, [Symbol.asyncDispose]: () => client.close() };
}
