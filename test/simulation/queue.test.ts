import { describe, expect, it } from "vitest";
import { DAY, MINUTE, SECOND } from "./durations.ts";
import { openQueueBench, START } from "./queue-bench.ts";

describe("openQueue()", () => {
  it("doubles the back-off of a message up to the longest", async () => {
    const { publish, pauses, until } = openQueueBench(() => 503, { maxBackoffMs: 60 * SECOND });
    publish("a");
    await until(200 * SECOND);
    expect(pauses()).toEqual([10, 20, 40, 60, 60]);
  });

  it("delivers again when nobody answers within 60 s", async () => {
    const { publish, pauses, until } = openQueueBench(({ times }) => (times === 1 ? "never" : 200));
    publish("a");
    await until(5 * MINUTE);
    expect(pauses()).toEqual([70]);
  });

  it("delivers again when the connection breaks", async () => {
    const { publish, pushes, until } = openQueueBench(({ times }) => (times === 1 ? undefined : 200));
    publish("a");
    await until(MINUTE);
    expect(pushes).toEqual(["a", "a"]);
  });

  it("counts no attempt while Pub/Sub is away, and pushes when it is back", async () => {
    const { publish, pushes, until, goAway } = openQueueBench(() => 200, { maxAttempts: 5 });
    goAway(true);
    publish("a");
    await until(60 * MINUTE);
    expect(pushes).toEqual([]);
    goAway(false);
    await until(61 * MINUTE);
    expect(pushes).toEqual(["a"]);
  });

  it("slows a subscription down whose deliveries are refused, whatever message they are of", async () => {
    const refused = openQueueBench(() => 425, { maxBackoffMs: 10 * SECOND });
    for (let n = 0; n < 100; n += 1) refused.publish(String(n));
    await refused.until(10 * MINUTE);
    expect(refused.pushes.length).toBeLessThan(100 * 60 * 0.5);
  });

  it("pushes again what was acknowledged, now and then", async () => {
    const { publish, pushes, until, queue } = openQueueBench(() => 200, { repeats: 0.5 });
    for (let n = 0; n < 40; n += 1) publish(String(n));
    await until(60 * MINUTE);
    expect(pushes.length).toBeGreaterThan(50);
    expect(queue.waiting("message")).toBe(0);
  });

  it("delays messages without order, now and then", async () => {
    const { publish, pushes, until } = openQueueBench(() => 200, { delays: 0.3 });
    const texts = Array.from({ length: 30 }, (_, n) => String(n));
    for (const [n, text] of texts.entries()) {
      await until(n * SECOND);
      publish(text);
    }
    await until(10 * MINUTE);
    expect(pushes).not.toEqual(texts);
    expect(pushes.toSorted()).toEqual(texts.toSorted());
  });

  it("gives up after the most attempts, with the attributes of Pub/Sub", async () => {
    const { publish, until, queue } = openQueueBench(() => 503, { maxAttempts: 5 });
    const { id } = publish("a");
    await until(60 * MINUTE);
    expect(queue.kept("message-dead")).toMatchObject([
      {
        origin: id,
        message: {
          attributes: {
            CloudPubSubDeadLetterSourceDeliveryCount: "5",
            CloudPubSubDeadLetterSourceSubscription: "heliograph-message",
            CloudPubSubDeadLetterSourceSubscriptionProject: "p",
            CloudPubSubDeadLetterSourceTopicPublishTime: "2030-01-01T00:00:00.000Z",
          },
        },
      },
    ]);
  });

  it("forgets what nobody acknowledges for 31 days", async () => {
    const { publish, until, queue, forgotten } = openQueueBench(() => 503);
    const { id } = publish("a");
    await until(32 * DAY);
    expect([forgotten, queue.waiting("message")]).toEqual([[id], 0]);
  });

  it("redrives a dead letter with its first time, and without what tells of its death", async () => {
    const { publish, pushes, until, queue } = openQueueBench(({ times }) => (times <= 5 ? 503 : 200), {
      maxAttempts: 5,
    });
    publish("a");
    await until(60 * MINUTE);
    const [letter] = queue.kept("message-dead");
    if (letter !== undefined) queue.redrive("message", letter);
    await until(61 * MINUTE);
    expect([pushes.length, queue.kept("message-dead")]).toEqual([6, []]);
    expect(queue.kept("message").at(-1)).toMatchObject({
      origin: letter?.origin,
      message: { attributes: { redrive: "1", published: "2030-01-01T00:00:00.000Z" } },
    });
  });

  it("seeks back to a time: what was acknowledged since comes again, in its order", async () => {
    const { publish, pushes, until, queue } = openQueueBench(() => 200, { isOrdered: true });
    publish("before", "key");
    await until(MINUTE);
    publish("a", "key");
    publish("b", "key");
    await until(2 * MINUTE);
    queue.seek("message", START + MINUTE);
    publish("c", "key");
    await until(3 * MINUTE);
    expect(pushes).toEqual(["before", "a", "b", "a", "b", "c"]);
  });

  it("seeks no further back than a topic keeps its messages", async () => {
    const { publish, pushes, until, queue } = openQueueBench(() => 200);
    publish("old");
    await until(8 * DAY);
    publish("new");
    await until(8 * DAY + MINUTE);
    queue.seek("message", START);
    await until(8 * DAY + 2 * MINUTE);
    expect(pushes).toEqual(["old", "new", "new"]);
  });

  it("lets a repeated message hold back no other of its key", async () => {
    const { publish, pushes, until } = openQueueBench(() => 200, { isOrdered: true, repeats: 1 });
    for (const text of ["a", "b", "c"]) publish(text, "key");
    await until(SECOND);
    expect(pushes).toEqual(["a", "b", "c"]);
  });
});
