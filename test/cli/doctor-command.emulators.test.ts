import { randomUUID } from "node:crypto";
import { PubSub } from "@google-cloud/pubsub";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { DEMO_TOKEN } from "../../cli/demo-agents.ts";
import { KEPT_TOPICS, subscription } from "../../cli/stack.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { pubsubQueue } from "../../shared/google/pubsub/queue.ts";
import { KINDS } from "../../shared/ports/topic.ts";
import { startPlatform } from "../../simulator/platform.ts";
import type { EmulatorHosts } from "../support/emulated.ts";
import { listen } from "../support/listen.ts";
import { endOf, startHeliograph } from "../support/run-heliograph.ts";
import { anyFolder } from "../support/temporary-folder.ts";

const hosts = inject("emulators");
const RETRY = { minBackoffMs: 1000, maxBackoffMs: 10_000, canDeadLetterInOrder: false };

/** What refuses strangers and answers the handshake, as ingress does. */
const ingress = () =>
  listen(({ url, body }) => {
    if (url === "/health") return 200;
    const { clientToken, secret } = body as { readonly clientToken?: string; readonly secret?: string };
    if (secret === undefined) return 401;
    return clientToken === DEMO_TOKEN ? { status: 200, body: secret } : 403;
  });

/** The topics of npm start in a project of their own, a simulator, and the command. */
async function start({ pubsub: host, firestore } = hosts as EmulatorHosts) {
  process.env.PUBSUB_EMULATOR_HOST = host;
  const project = `test-${randomUUID()}`;
  const queue = pubsubQueue({ project, prefix: "heliograph" });
  onTestFinished(() => queue.close());
  const google = await startPlatform({ clock: systemClock });
  onTestFinished(() => google.close());
  await queue.subscribe(KINDS.map((kind) => subscription(kind, "http://127.0.0.1:2/", RETRY)));
  await queue.keep(KEPT_TOPICS);
  const env = { PUBSUB_EMULATOR_HOST: host, FIRESTORE_EMULATOR_HOST: firestore, RCS_API: google.url };
  const { url } = await ingress();
  const run = (...args: readonly string[]) =>
    endOf(startHeliograph([...args, "--project", project], env, { cwd: anyFolder() }));
  return { project, url, run };
}

describe.skipIf(hosts === undefined)("heliograph over the emulators", { timeout: 240_000 }, () => {
  it("doctor finds a subscription that is paused, one that is gone, and nothing wrong before", async () => {
    const { project, url, run } = await start();
    expect(await run("doctor", "--url", url)).toMatchObject({ exitCode: 0, stderr: "" });
    const pubsub = new PubSub({ projectId: project });
    onTestFinished(() => pubsub.close());
    await pubsub.subscription("heliograph-message").modifyPushConfig({ pushEndpoint: "" });
    await pubsub.subscription("heliograph-parked").delete();
    const { stdout, exitCode } = await run("doctor", "--url", url);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^WRONG +the subscription message has no push endpoint, which pauses it/m);
    expect(stdout).toMatch(/^WRONG +there is no subscription heliograph-parked: .*lost$/m);
    expect(stdout).toMatch(/1\. start npm start over these emulators/);
  });

  it("setup points the agent's webhook to what answers its handshake", async () => {
    const { url, run } = await start();
    expect(await run("setup", "webhook", `${url}/rcs`, "--yes")).toMatchObject({ exitCode: 0 });
    expect((await run("setup")).stdout).toContain(`demo_agent has the webhook ${url}/rcs.`);
    expect((await run("doctor", "--url", url)).stdout).toMatch(/^ok +demo_agent: its webhook is ours$/m);
  });
});
