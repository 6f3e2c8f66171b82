import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { NotDurableError } from "../../../shared/base/errors.ts";
import { openDatabase } from "../../../shared/local/database.ts";
import { eventually, message, toReceiver } from "../../contracts/queue-bench.ts";
import { openQueue, openReceiver } from "../../support/open-queue.ts";
import type { PushResponse } from "../../support/push-receiver.ts";
import { anyFolder } from "../../support/temporary-folder.ts";

const KILLED = fileURLToPath(new URL("../../support/killed-queue.ts", import.meta.url));
/** Longer than any test. */
const FOREVER_MS = 3_600_000;

function anyFile(): string {
  return join(anyFolder(), "heliograph.db");
}

test("localQueue() delivers after a restart what was published before it", async () => {
  const file = anyFile();
  const before = openQueue(file);
  await before.publisher.publish("event", {
    bytes: Buffer.from("kept"),
    attributes: { kind: "event" },
    orderingKey: "k",
  });
  await before.end();
  const receiver = await openReceiver(() => 200);
  await openQueue(file).subscribe([toReceiver(receiver, "event")]);
  await eventually(() => expect(receiver.texts()).toEqual(["kept"]));
  expect(receiver.pushes[0]?.delivery.message).toMatchObject({ attributes: { kind: "event" }, orderingKey: "k" });
});

test("localQueue() delivers again what kill -9 left unanswered, and nothing that was answered", async () => {
  const file = anyFile();
  const first = await openReceiver(({ text }) =>
    text === "answered" ? 200 : new Promise<PushResponse>(() => undefined),
  );
  const child = spawn(process.execPath, [KILLED, file, first.url], { stdio: ["ignore", "ignore", "inherit"] });
  await eventually(() => expect(first.texts()).toEqual(["answered", "unanswered"]));
  child.kill("SIGKILL");
  await once(child, "exit");
  const second = await openReceiver(() => 200);
  await openQueue(file).subscribe([toReceiver(second, "message", { isOrdered: true })]);
  await eventually(() => expect(second.texts()).toEqual(["unanswered", "waiting"]));
});

test("localQueue() keeps what nobody has subscribed to until somebody does", async () => {
  const receiver = await openReceiver(() => 200);
  const { publisher, subscribe } = openQueue(":memory:");
  await publisher.publish("parked", message("parked"));
  await subscribe([toReceiver(receiver, "event")]);
  await publisher.publish("event", message("event"));
  await eventually(() => expect(receiver.texts()).toEqual(["event"]));
  await subscribe([toReceiver(receiver, "parked")]);
  await eventually(() => expect(receiver.texts()).toEqual(["event", "parked"]));
});

test("localQueue() keeps counting attempts over restarts", async () => {
  const file = anyFile();
  const receiver = await openReceiver(() => 500);
  const options = { maxAttempts: 9, minBackoffMs: FOREVER_MS, maxBackoffMs: FOREVER_MS };
  for (const count of [1, 2, 3]) {
    const queue = openQueue(file);
    if (count === 1) await queue.publisher.publish("event", message("counted"));
    await queue.subscribe([toReceiver(receiver, "event", options)]);
    await eventually(() => expect(receiver.pushes).toHaveLength(count));
    await queue.end();
  }
  expect(receiver.pushes.map(({ delivery }) => delivery.attempt)).toEqual([1, 2, 3]);
});

test("subscribe() ends the back-off of what failed before", async () => {
  const receiver = await openReceiver(({ times }) => (times === 1 ? 500 : 200));
  const { publisher, subscribe } = openQueue(":memory:");
  const subscription = toReceiver(receiver, "event", { minBackoffMs: FOREVER_MS, maxBackoffMs: FOREVER_MS });
  await subscribe([subscription]);
  await publisher.publish("event", message("again"));
  await eventually(() => expect(receiver.times("again")).toBe(1));
  await subscribe([subscription]);
  await eventually(() => expect(receiver.times("again")).toBe(2));
});

test("subscribe() again moves a topic to another endpoint", async () => {
  const [old, current] = [await openReceiver(() => 200), await openReceiver(() => 200)];
  const { publisher, subscribe } = openQueue(":memory:");
  await subscribe([toReceiver(old, "event")]);
  await subscribe([toReceiver(current, "event")]);
  await publisher.publish("event", message("moved"));
  await eventually(() => expect(current.texts()).toEqual(["moved"]));
  expect(old.texts()).toEqual([]);
});

test("close() leaves what is published after it for the next subscriber", async () => {
  const receiver = await openReceiver(() => 200);
  const queue = openQueue(":memory:");
  await queue.subscribe([toReceiver(receiver, "event")]);
  await queue.close();
  await queue.publisher.publish("event", message("late"));
  expect(receiver.texts()).toEqual([]);
  await queue.subscribe([toReceiver(receiver, "event")]);
  await eventually(() => expect(receiver.texts()).toEqual(["late"]));
});

test("localQueue() keeps deployments with other prefixes apart", async () => {
  const file = anyFile();
  const receiver = await openReceiver(() => 200);
  const [one, other] = [openQueue(file, { prefix: "one" }), openQueue(file, { prefix: "other" })];
  await one.publisher.publish("event", message("of one"));
  await other.publisher.publish("event", message("of other"));
  await other.subscribe([toReceiver(receiver, "event")]);
  await eventually(() => expect(receiver.texts()).toEqual(["of other"]));
  expect(receiver.pushes[0]?.body).toMatchObject({ subscription: "projects/local/subscriptions/other-event" });
});

test("publish() says that nothing durable happened when the database is gone", async () => {
  const queue = openQueue(":memory:");
  await queue.end();
  await expect(queue.publisher.publish("event", message("lost"))).rejects.toThrow(NotDurableError);
});

test("localQueue() delivers in order what an older release has left in its file", async () => {
  const file = anyFile();
  const before = openQueue(file);
  for (const text of ["first", "second"])
    await before.publisher.publish("message", { ...message(text), orderingKey: "k" });
  await before.end();
  const db = openDatabase(file);
  db.exec("DROP TRIGGER queue_added; DROP TRIGGER queue_removed; DROP TABLE queue_heads");
  db.close();
  const receiver = await openReceiver(() => 200);
  await openQueue(file).subscribe([toReceiver(receiver, "message", { isOrdered: true })]);
  await eventually(() => expect(receiver.texts()).toEqual(["first", "second"]));
});
