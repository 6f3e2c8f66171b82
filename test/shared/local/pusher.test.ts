import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "../../../shared/local/database.ts";
import type { LocalQueueOptions } from "../../../shared/local/queue.ts";
import { eventually, message, toReceiver } from "../../contracts/queue-bench.ts";
import { openQueue, openReceiver } from "../../support/open-queue.ts";
import type { PushResponse } from "../../support/push-receiver.ts";
import { anyFolder } from "../../support/temporary-folder.ts";

test("pusher() takes no answer in time as a refusal", async () => {
  const receiver = await openReceiver(({ times }) => (times === 1 ? new Promise<PushResponse>(() => undefined) : 200));
  const { publisher, subscribe } = openQueue(":memory:", { ackDeadlineMs: 50 });
  await subscribe([toReceiver(receiver, "event")]);
  await publisher.publish("event", message("slow"));
  await eventually(() => expect(receiver.times("slow")).toBe(2));
});

test("pusher() doubles the back-off up to its limit", async () => {
  const receiver = await openReceiver(({ times }) => (times < 6 ? 500 : 200));
  const { publisher, subscribe } = openQueue(":memory:");
  await subscribe([toReceiver(receiver, "event", { minBackoffMs: 20, maxBackoffMs: 80 })]);
  await publisher.publish("event", message("patient"));
  await eventually(() => expect(receiver.pushes).toHaveLength(6));
  const gaps = receiver.pushes.slice(1).map(({ at }, index) => at - (receiver.pushes[index]?.at ?? at));
  // Only lower bounds: a busy machine may make any of them longer.
  expect(gaps.map((gap, index) => gap >= Math.min(80, 20 * 2 ** index) - 2)).toEqual([true, true, true, true, true]);
});

test("pusher() has twenty pushes under way at most", async () => {
  const { promise, resolve } = Promise.withResolvers<PushResponse>();
  const [busy, idle] = [await openReceiver(() => promise), await openReceiver(() => 200)];
  const { publisher, subscribe } = openQueue(":memory:");
  for (const name of Array(45).keys()) await publisher.publish("event", message(`${name}`));
  await subscribe([toReceiver(busy, "event"), toReceiver(idle, "receipt")]);
  await eventually(() => expect(busy.pushes).toHaveLength(20));
  // By the time that this one is through, a twenty-first would be.
  await publisher.publish("receipt", message("probe"));
  await eventually(() => expect(idle.texts()).toEqual(["probe"]));
  resolve(200);
  await eventually(() => expect(busy.pushes).toHaveLength(45));
  expect(busy.mostAtOnce()).toBe(20);
});

test("close() waits for the pushes under way", async () => {
  const { promise, resolve } = Promise.withResolvers<PushResponse>();
  const receiver = await openReceiver(() => promise);
  const queue = openQueue(":memory:");
  await queue.subscribe([toReceiver(receiver, "event")]);
  await queue.publisher.publish("event", message("under way"));
  await eventually(() => expect(receiver.pushes).toHaveLength(1));
  const closed = queue.close().then(() => "closed");
  const roundOfTheLoop = new Promise((done) => setImmediate(done, "still open"));
  expect(await Promise.race([closed, roundOfTheLoop])).toBe("still open");
  resolve(200);
  await closed;
});

test("pusher() logs a refusal and a dead letter", async () => {
  const lines: unknown[] = [];
  const log: LocalQueueOptions["log"] = (...line) => lines.push(line);
  const receiver = await openReceiver(() => 500);
  const { publisher, subscribe } = openQueue(":memory:", { log });
  await subscribe([toReceiver(receiver, "event", { maxAttempts: 1 })]);
  await publisher.publish("event", message("bad"));
  await eventually(() => expect(lines).toHaveLength(2));
  expect(lines).toEqual([
    ["WARNING", "push_refused", { kind: "event", attempt: 1, status: 500 }],
    ["ERROR", "dead_lettered", { kind: "event", attempt: 1 }],
  ]);
});

test("pusher() pauses and tries again when the outcome of a push cannot be stored", async () => {
  const lines: string[] = [];
  const file = join(anyFolder(), "heliograph.db");
  const other = openDatabase(file);
  const receiver = await openReceiver(({ times }) => {
    if (times === 1) other.exec("CREATE TRIGGER full BEFORE DELETE ON queue BEGIN SELECT raise(ABORT, 'full'); END");
    else other.exec("DROP TRIGGER full");
    return 200;
  });
  const { publisher, subscribe } = openQueue(file, { log: (_severity, event) => lines.push(event) });
  await subscribe([toReceiver(receiver, "event")]);
  await publisher.publish("event", message("again"));
  await eventually(() => expect(other.prepare("SELECT count(*) AS n FROM queue").get()).toEqual({ n: 0 }));
  expect([receiver.times("again"), lines]).toEqual([2, ["queue_failed"]]);
  other.close();
});
