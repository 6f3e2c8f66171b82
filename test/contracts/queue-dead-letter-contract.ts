import { expect, test } from "vitest";
import type { Push } from "../support/push-receiver.ts";
import { type Bench, eventually, message, type QueueTraits, type SetUp } from "./queue-bench.ts";

/** The least that Pub/Sub allows. */
const MAX_ATTEMPTS = 5;

/** The claims about giving up. */
export function deadLetterContract(setUp: SetUp, traits: QueueTraits): void {
  /** Subscribed to a topic whose messages named `bad` always fail, and to its dead letters. */
  async function setUpDead({ isOrdered }: { readonly isOrdered: boolean }): Promise<{ live: Bench; dead: Bench }> {
    const dead = await setUp(() => 200);
    const live = await setUp(({ text }) => (text === "bad" ? 500 : 200));
    await live.queue.subscribe([
      live.subscription("message", { isOrdered, maxAttempts: MAX_ATTEMPTS }),
      dead.subscription("message-dead"),
    ]);
    return { live, dead };
  }

  async function firstDead({ receiver }: Bench): Promise<Push | undefined> {
    await eventually(() => expect(receiver.pushes).toHaveLength(1));
    return receiver.pushes[0];
  }

  test("a message that failed too often goes to the dead letters, unchanged", async () => {
    const { live, dead } = await setUpDead({ isOrdered: false });
    await live.publisher.publish("message", { bytes: Buffer.from("bad"), attributes: { kind: "message" } });
    const letter = await firstDead(dead);
    expect(letter?.text).toBe("bad");
    expect(letter?.delivery.message.attributes).toMatchObject({ kind: "message" });
  });

  test("a dead letter says where it came from and how often it failed", async () => {
    const { live, dead } = await setUpDead({ isOrdered: false });
    await live.publisher.publish("message", message("bad"));
    expect((await firstDead(dead))?.delivery.message.attributes).toMatchObject({
      CloudPubSubDeadLetterSourceDeliveryCount: String(MAX_ATTEMPTS),
      CloudPubSubDeadLetterSourceSubscription: expect.stringMatching(/-message$/),
    });
  });

  test("a dead letter is pushed to its function no more", async () => {
    const { live, dead } = await setUpDead({ isOrdered: false });
    await live.publisher.publish("message", message("bad"));
    await firstDead(dead);
    await live.publisher.publish("message", message("good"));
    await eventually(() => expect(live.receiver.times("good")).toBe(1));
    expect(live.receiver.times("bad")).toBe(MAX_ATTEMPTS);
  });

  test("a message that succeeds in its last attempt is no dead letter", async () => {
    const { live, dead } = await setUpDead({ isOrdered: false });
    const lucky = await setUp(({ times }) => (times < MAX_ATTEMPTS ? 500 : 200));
    await live.queue.subscribe([
      lucky.subscription("event", { maxAttempts: MAX_ATTEMPTS }),
      dead.subscription("event-dead"),
    ]);
    await live.publisher.publish("event", message("lucky"));
    await eventually(() => expect(lucky.receiver.times("lucky")).toBe(MAX_ATTEMPTS));
    await live.publisher.publish("message", message("bad"));
    expect((await firstDead(dead))?.text).toBe("bad");
  });

  test("a message is tried without end where no number of attempts is set", async () => {
    const { patientRepeats } = traits;
    const { publisher, queue, receiver, subscription } = await setUp(({ times }) =>
      times < patientRepeats ? 500 : 200,
    );
    await queue.subscribe([subscription("receipt", { maxBackoffMs: 20 })]);
    await publisher.publish("receipt", message("stubborn"));
    await eventually(() => expect(receiver.times("stubborn")).toBe(patientRepeats));
  });

  test.runIf(traits.tellsKeyAndAttempt)("a push says its attempt where their number is limited", async () => {
    const { live, dead } = await setUpDead({ isOrdered: false });
    await live.publisher.publish("message", message("bad"));
    await firstDead(dead);
    expect(live.receiver.pushes.map(({ delivery }) => delivery.attempt)).toEqual([1, 2, 3, 4, 5]);
  });

  test("a push says no attempt where their number is not limited", async () => {
    const { publisher, queue, receiver, subscription } = await setUp(({ times }) => (times < 2 ? 500 : 200));
    await queue.subscribe([subscription("receipt")]);
    await publisher.publish("receipt", message("again"));
    await eventually(() => expect(receiver.pushes).toHaveLength(2));
    expect(receiver.pushes.map(({ delivery }) => delivery.attempt)).toEqual([undefined, undefined]);
  });

  test.runIf(traits.canDeadLetterInOrder)("a dead letter sets the rest of its key free", async () => {
    const { live, dead } = await setUpDead({ isOrdered: true });
    await live.publisher.publish("message", message("bad", "a"));
    await live.publisher.publish("message", message("good", "a"));
    await eventually(() => expect(live.receiver.times("good")).toBe(1));
    expect(live.receiver.texts()).toEqual(["bad", "bad", "bad", "bad", "bad", "good"]);
    expect((await firstDead(dead))?.text).toBe("bad");
  });
}
