import { randomUUID } from "node:crypto";
import { PubSub } from "@google-cloud/pubsub";
import { describe, expect, inject, it } from "vitest";
import { factsOf, runHeliograph } from "../support/run-heliograph.ts";
import { commandEnv, operatedEmulated } from "./operated-emulated.ts";
import { redriveSuite } from "./redrive-suite.ts";

const hosts = inject("emulators");
const reach = () => {
  if (hosts === undefined) throw new Error("Expected emulators");
  return hosts;
};

/** Runs the command line over the emulators. */
const runOver = (project: string, args: readonly string[]) =>
  runHeliograph([...args, "--project", project], commandEnv(reach()));

describe.skipIf(hosts === undefined)("heliograph dead-letters over the emulators", { timeout: 180_000 }, () => {
  redriveSuite((bot) => operatedEmulated(bot, reach()));

  it("sends a dead letter again as it was, once, and records who did", async () => {
    const project = `test-${randomUUID()}`;
    await using pubsub = openPubsub(project);
    const [dead] = await pubsub.client.createTopic("heliograph-message-dead");
    await dead.createSubscription("heliograph-message-dead");
    const [topic] = await pubsub.client.createTopic("heliograph-message");
    const [live] = await topic.createSubscription("live", { enableMessageOrdering: true });
    const attributes = { kind: "message", conversation: "c", reason: "unreadable" };
    const data = Buffer.from([0, 255, 10]);
    await dead.publishMessage({ data, attributes: { ...attributes, CloudPubSubDeadLetterSourceTopic: "x" } });
    const args = ["dead-letters", "redrive", "--kind", "message", "--json"];
    expect((await runOver(project, [...args, "--dry-run"])).stdout).toContain('"redriven":1');
    const run = await runOver(project, args);
    expect(factsOf(run).at(-1)).toMatchObject({ redriven: 1, record: expect.stringMatching(/^audit\//) });
    expect(factsOf(await runOver(project, args)).at(-1)).toMatchObject({ redriven: 0 });
    const { promise, resolve } = Promise.withResolvers<unknown>();
    live.on("message", (message) => {
      message.ack();
      resolve([[...message.data], message.attributes]);
    });
    expect(await promise).toEqual([
      [0, 255, 10],
      { kind: "message", conversation: "c", redrive: "1", published: expect.any(String) },
    ]);
    await live.close();
  });

  it("names the subscription that is missing, and what mends it", async () => {
    const { exitCode, stderr } = await runOver(`test-${randomUUID()}`, ["parked"]);
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/^Cannot read heliograph-parked: .* no such subscription: check --project and --prefix/),
    ]);
  });
});

function openPubsub(project: string) {
  const client = new PubSub({ projectId: project, apiEndpoint: hosts?.pubsub ?? "", emulatorMode: true });
  return { client, [Symbol.asyncDispose]: () => client.close() };
}
