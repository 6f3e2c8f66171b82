import { randomUUID } from "node:crypto";
import { describe, expect, inject, onTestFinished, test, vi } from "vitest";
import { systemClock } from "../../../../shared/google/clock.ts";
import { pubsubQueue } from "../../../../shared/google/pubsub/queue.ts";
import { taskTimers } from "../../../../shared/google/tasks/timers.ts";
import { startPlatform } from "../../../../simulator/platform.ts";
import { toReceiver } from "../../../contracts/queue-bench.ts";
import { timerAt } from "../../../contracts/timers-bench.ts";
import { receive } from "../../../support/push-receiver.ts";

const hosts = inject("emulators");
const AHEAD_MS = 1000;

describe.skipIf(hosts === undefined)("taskTimers() over the simulator's tasks and the Pub/Sub emulator", () => {
  test("brings a timer's message to the subscriber, and not before its time", async () => {
    process.env.PUBSUB_EMULATOR_HOST = hosts?.pubsub;
    const topics = { project: `test-${randomUUID()}`, prefix: "contract" };
    const platform = await startPlatform({ clock: systemClock });
    const receiver = await receive(() => 200);
    const queue = pubsubQueue(topics);
    onTestFinished(async () => {
      await queue.close();
      await receiver.close();
      await platform.close();
    });
    await queue.subscribe([toReceiver(receiver, "deadline")]);
    const timers = taskTimers({
      ...topics,
      emulator: hosts?.pubsub,
      queue: "projects/p/locations/europe-west1/queues/contract-timers",
      account: "contract-timers@p.iam.gserviceaccount.com",
      base: platform.url,
      timeoutMs: 10_000,
    });
    const due = new Date(Date.now() + AHEAD_MS).toISOString();
    const { bytes, attributes } = timerAt(0);
    const timer = { bytes, attributes: { ...attributes, due } };
    await timers.set(timer);
    await timers.set(timer);
    await vi.waitFor(() => expect(receiver.pushes).toHaveLength(1), { timeout: 25_000, interval: 10 });
    expect(receiver.pushes[0]?.delivery.message).toEqual(timer);
    expect(receiver.pushes[0]?.at).toBeGreaterThanOrEqual(Date.parse(due));
    await vi.waitFor(() => expect(platform.tasks.pending()).toBe(0));
  });
});
