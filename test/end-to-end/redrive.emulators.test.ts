import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { type Message, PubSub, type Subscription } from "@google-cloud/pubsub";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";

const REDRIVE = new URL("../../terraform/redrive.sh", import.meta.url).pathname;
const WAIT = { timeout: 25_000, interval: 200 };
const emulators = inject("emulators");

describe.skipIf(emulators === undefined)("redrive.sh", () => {
  const project = `redrive-${randomUUID()}`;
  const pubsub = new PubSub({ projectId: project, apiEndpoint: emulators?.pubsub ?? "", emulatorMode: true });
  const arrived: Message[] = [];
  let live: Subscription;

  beforeAll(async () => {
    const [dead] = await pubsub.createTopic("p-message-dead");
    await Promise.all(["p-message-dead", "listed"].map((name) => dead.createSubscription(name)));
    const [topic] = await pubsub.createTopic("p-message");
    [live] = await topic.createSubscription("p-message", { enableMessageOrdering: true });
    live.on("message", (message: Message) => {
      arrived.push(message);
      message.ack();
    });
    const attributes = {
      kind: "message",
      conversation: "c",
      reason: "unreadable",
      CloudPubSubDeadLetterSourceTopic: "x",
    };
    await dead.publishMessage({ data: Buffer.from([0, 255, 10]), attributes, orderingKey: "c" });
  });

  afterAll(async () => {
    await live?.close();
    await pubsub.close();
  });

  it("sends a dead letter again as it was, once", async () => {
    await vi.waitFor(async () => expect(await redrive("p-message-dead")).toContain("1 sent again"), WAIT);
    await vi.waitFor(() => expect(arrived).toHaveLength(1), WAIT);
    const [message] = arrived;
    expect([[...(message?.data ?? [])], message?.attributes, message?.orderingKey]).toEqual([
      [0, 255, 10],
      { kind: "message", conversation: "c", redrive: "1", published: expect.any(String) },
      "c",
    ]);
    expect(await redrive("p-message-dead")).toContain("0 sent again");
  });

  it("lists dead letters without taking them", async () => {
    await vi.waitFor(
      async () => expect(await redrive("listed", "--dry-run")).toMatch(/unreadable {2}c\n1 listed/),
      WAIT,
    );
  });

  async function redrive(from: string, ...options: readonly string[]): Promise<string> {
    const args = ["--project", project, "--from", from, "--to", "p-message", ...options];
    const env = { ...process.env, PUBSUB_EMULATOR_HOST: emulators?.pubsub };
    return (await promisify(execFile)("bash", [REDRIVE, ...args], { env })).stdout;
  }
});
