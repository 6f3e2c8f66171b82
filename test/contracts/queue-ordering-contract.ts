import { expect, test } from "vitest";
import { type Bench, eventually, message, type QueueTraits, type SetUp } from "./queue-bench.ts";

const NAMES = ["1", "2", "3", "4", "5", "6"] as const;

async function publishAll({ publisher }: Bench, key: string): Promise<void> {
  for (const name of NAMES) await publisher.publish("message", message(`${key}${name}`, key));
}

function ofKey({ receiver }: Bench, key: string): readonly string[] {
  return receiver.texts().filter((text) => text.startsWith(key));
}

/** The claims about ordering keys. */
export function orderingContract(setUp: SetUp, traits: QueueTraits): void {
  async function setUpOrdered(answer: Parameters<SetUp>[0]): Promise<Bench> {
    const bench = await setUp(answer);
    await bench.queue.subscribe([bench.subscription("message", { isOrdered: true })]);
    return bench;
  }

  test("an ordered subscription keeps the order of each key", async () => {
    const bench = await setUpOrdered(() => 200);
    await Promise.all([publishAll(bench, "a"), publishAll(bench, "b")]);
    await eventually(() => expect(bench.receiver.pushes).toHaveLength(12));
    expect([ofKey(bench, "a"), ofKey(bench, "b")]).toEqual([
      NAMES.map((name) => `a${name}`),
      NAMES.map((name) => `b${name}`),
    ]);
  });

  test("an ordered subscription pushes one message of a key at a time", async () => {
    const bench = await setUpOrdered(async () => {
      // A round trip of the event loop, in which another push could come in.
      await new Promise(setImmediate);
      return 200;
    });
    await publishAll(bench, "a");
    await eventually(() => expect(bench.receiver.pushes).toHaveLength(6));
    expect(bench.receiver.mostAtOnce()).toBe(1);
  });

  test("an ordered subscription repeats a failing message before the next of its key", async () => {
    const bench = await setUpOrdered(({ text, times }) => (text === "a2" && times < 3 ? 500 : 200));
    await publishAll(bench, "a");
    await eventually(() => expect(bench.receiver.pushes).toHaveLength(8));
    expect(bench.receiver.texts()).toEqual(["a1", "a2", "a2", "a2", "a3", "a4", "a5", "a6"]);
  });

  test("an ordered subscription lets a failing key hold back no other", async () => {
    const bench: Bench = await setUpOrdered(({ text }) =>
      text === "a1" && bench.receiver.times("b6") === 0 ? 500 : 200,
    );
    await publishAll(bench, "a");
    await eventually(() => expect(bench.receiver.times("a1")).toBe(2));
    await publishAll(bench, "b");
    await eventually(() => expect(bench.receiver.times("a6")).toBe(1));
    expect(ofKey(bench, "b")).toEqual(NAMES.map((name) => `b${name}`));
  });

  test("an ordered subscription lets a slow key hold back no other", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const bench = await setUpOrdered(async ({ text }) => {
      if (text === "b6") resolve();
      if (text === "a1") await promise;
      return 200;
    });
    await publishAll(bench, "a");
    await publishAll(bench, "b");
    await eventually(() => expect(bench.receiver.times("a6")).toBe(1));
    expect(bench.receiver.texts().indexOf("b6")).toBeLessThan(bench.receiver.texts().indexOf("a2"));
  });

  test("an ordered subscription lets messages without a key hold back none", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { publisher, receiver } = await setUpOrdered(async ({ text }) => {
      if (text === "quick") resolve();
      await promise;
      return 200;
    });
    await publisher.publish("message", message("slow"));
    await eventually(() => expect(receiver.times("slow")).toBe(1));
    await publisher.publish("message", message("quick"));
    await eventually(() => expect(receiver.texts()).toEqual(["slow", "quick"]));
  });

  test.runIf(traits.tellsKeyAndAttempt)("a push says the ordering key", async () => {
    const { publisher, receiver } = await setUpOrdered(() => 200);
    await publisher.publish("message", message("hello", "my-key"));
    await eventually(() => expect(receiver.pushes).toHaveLength(1));
    expect(receiver.pushes[0]?.delivery.message.orderingKey).toBe("my-key");
  });
}
