import { expect, test } from "vitest";
import { eventually, message, type QueueTraits, type SetUp } from "./queue-bench.ts";

/** The claims about delivering once and again. */
export function deliveryContract(setUp: SetUp, traits: QueueTraits): void {
  test("publish() brings bytes and attributes through unchanged", async () => {
    const { publisher, queue, receiver, subscription } = await setUp(() => 200);
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const attributes = { kind: "event", received: "2026-11-20T12:00:00.000Z", odd: 'ü "quoted" 👩‍👩‍👧' };
    await queue.subscribe([subscription("event")]);
    await publisher.publish("event", { bytes, attributes });
    await eventually(() => expect(receiver.pushes).toHaveLength(1));
    expect(receiver.pushes[0]?.delivery.message).toEqual({ bytes, attributes });
  });

  test("publish() takes an empty message", async () => {
    const { publisher, queue, receiver, subscription } = await setUp(() => 200);
    await queue.subscribe([subscription("event")]);
    await publisher.publish("event", { bytes: Buffer.alloc(0), attributes: { only: "attributes" } });
    await eventually(() => expect(receiver.texts()).toEqual([""]));
  });

  test("publish() takes many messages at once and loses none", async () => {
    const { publisher, queue, receiver, subscription } = await setUp(() => 200);
    const texts = Array.from({ length: 50 }, (_, index) => `message ${index}`);
    await queue.subscribe([subscription("receipt")]);
    await Promise.all(texts.map((text) => publisher.publish("receipt", message(text))));
    await eventually(() => expect(receiver.texts().toSorted()).toEqual(texts.toSorted()));
  });

  test("subscribe() pushes the request that Pub/Sub documents", async () => {
    const { publisher, queue, receiver, subscription } = await setUp(() => 200);
    await queue.subscribe([subscription("event")]);
    await publisher.publish("event", message("hello"));
    await eventually(() => expect(receiver.pushes).toHaveLength(1));
    expect(receiver.pushes[0]?.body).toMatchObject({
      message: {
        data: Buffer.from("hello").toString("base64"),
        messageId: expect.stringMatching(/./),
        publishTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
      subscription: expect.stringMatching(/^projects\/[^/]+\/subscriptions\/[^/]+$/),
    });
  });

  test("subscribe() pushes each topic to its own endpoint", async () => {
    const { publisher, queue, receiver, subscription } = await setUp(() => 200);
    const other = await setUp(() => 200);
    await queue.subscribe([
      subscription("message"),
      subscription("receipt", { endpoint: other.receiver.url }),
      subscription("event"),
    ]);
    await publisher.publish("receipt", message("receipt"));
    await publisher.publish("message", message("message"));
    await eventually(() => expect([receiver.texts(), other.receiver.texts()]).toEqual([["message"], ["receipt"]]));
  });

  test.each([200, 201, 204, ...(traits.takes202 ? [202] : [])])("an answer of %d acknowledges", async (status) => {
    const { publisher, queue, receiver, subscription } = await setUp(({ text, times }) => {
      if (text === "first") return status;
      return times < 2 ? 500 : 200;
    });
    await queue.subscribe([subscription("event")]);
    await publisher.publish("event", message("first"));
    await eventually(() => expect(receiver.times("first")).toBe(1));
    await publisher.publish("event", message("later"));
    await eventually(() => expect(receiver.times("later")).toBe(2));
    expect(receiver.times("first")).toBe(1);
  });

  test.each([400, 403, 404, 429, 500, 503, "hang up"] as const)("an answer of %s asks for more", async (refusal) => {
    const { publisher, queue, receiver, subscription } = await setUp(({ times }) => (times < 2 ? refusal : 200));
    await queue.subscribe([subscription("event")]);
    await publisher.publish("event", message("again"));
    await eventually(() => expect(receiver.times("again")).toBe(2));
  });

  test("a delivery that failed repeats bytes, attributes and id", async () => {
    const { publisher, queue, receiver, subscription } = await setUp(({ times }) => (times < 2 ? 500 : 200));
    await queue.subscribe([subscription("event")]);
    await publisher.publish("event", { bytes: Buffer.from("same"), attributes: { kind: "event" } });
    await eventually(() => expect(receiver.pushes).toHaveLength(2));
    const [first, second] = receiver.pushes;
    expect(second?.body).toEqual(first?.body);
  });

  test("a delivery that failed is not repeated before the least back-off", async () => {
    const { publisher, queue, receiver, subscription } = await setUp(({ times }) => (times < 3 ? 500 : 200));
    await queue.subscribe([subscription("event", { minBackoffMs: 200, maxBackoffMs: 400 })]);
    await publisher.publish("event", message("patient"));
    await eventually(() => expect(receiver.pushes).toHaveLength(3));
    const [first = 0, second = 0, third = 0] = receiver.pushes.map(({ at }) => at);
    // Half, because a push is timed when it comes in, and the wait begins when its answer has gone back.
    expect(Math.min(second - first, third - second)).toBeGreaterThanOrEqual(100);
  });

  test("a message that is being handled holds back no other", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { publisher, queue, receiver, subscription } = await setUp(async ({ text }) => {
      if (text === "quick") resolve();
      await promise;
      return 200;
    });
    await queue.subscribe([subscription("event")]);
    await publisher.publish("event", message("slow"));
    await eventually(() => expect(receiver.times("slow")).toBe(1));
    await publisher.publish("event", message("quick"));
    await eventually(() => expect(receiver.texts()).toEqual(["slow", "quick"]));
  });

  test("a message that fails holds back no other", async () => {
    const { publisher, queue, receiver, subscription } = await setUp(({ text }) =>
      text === "broken" && receiver.times("fine") === 0 ? 500 : 200,
    );
    await queue.subscribe([subscription("event")]);
    await publisher.publish("event", message("broken"));
    await eventually(() => expect(receiver.times("broken")).toBeGreaterThan(1));
    await publisher.publish("event", message("fine"));
    await eventually(() => expect(receiver.texts().slice(-2)).toEqual(["fine", "broken"]));
  });
}
