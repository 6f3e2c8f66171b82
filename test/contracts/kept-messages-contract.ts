import { afterAll, describe, expect, test } from "vitest";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import type { HeldMessages, KeptMessage, KeptMessages } from "../../shared/ports/kept-messages.ts";
import type { Publisher } from "../../shared/ports/publisher.ts";
import type { Topic } from "../../shared/ports/topic.ts";

/** Kept messages, and what puts some there. */
export interface OpenKept extends AsyncDisposable {
  readonly kept: KeptMessages;
  readonly publisher: Publisher;
}

const TOPIC: Topic = "message-dead";
/** More than are read at once. */
const MANY = 250;

/** What everything that keeps messages for people must do. It is opened for each test, with topics of its own. */
export function keptMessagesContract(name: string, open: () => Promise<OpenKept>): void {
  const opened = new AsyncDisposableStack();
  const setUp = async (...texts: readonly string[]) => {
    const one = opened.use(await open());
    for (const text of texts) await one.publisher.publish(TOPIC, letter(text));
    return one.kept;
  };

  describe.concurrent(name, { timeout: 60_000 }, () => {
    afterAll(() => opened.disposeAsync());

    test("a message is handed over as it was published, with its time", async () => {
      const begun = Date.now();
      const kept = await setUp("\u0000\u00ff");
      const [found] = await Array.fromAsync((await kept.hold(TOPIC)).read());
      expect(found?.message).toEqual(letter("\u0000\u00ff"));
      // The emulator tells the time in whole seconds.
      expect(found?.published.getTime()).toBeGreaterThan(begun - 2000);
    });

    test("a topic with nothing on it has an end", async () => {
      const kept = await setUp();
      expect(await textsOf(await kept.hold(TOPIC))).toEqual([]);
    });

    test("of many, each is handed over once", async () => {
      const texts = Array.from({ length: MANY }, (_, n) => String(n));
      const kept = await setUp(...texts);
      expect((await textsOf(await kept.hold(TOPIC))).toSorted()).toEqual(texts.toSorted());
    });

    test("what somebody has in hand is handed to nobody else", async () => {
      const kept = await setUp("a");
      await textsOf(await kept.hold(TOPIC));
      expect(await textsOf(await kept.hold(TOPIC))).toEqual([]);
    });

    test("what was given back is handed to the next, and what was removed is gone", async () => {
      const kept = await setUp("a", "b", "c");
      const held = await kept.hold(TOPIC);
      const found = await Array.fromAsync(held.read());
      await held.remove(found.filter((one) => textOf(one) !== "b"));
      await held.close();
      expect(await textsOf(await kept.hold(TOPIC))).toEqual(["b"]);
    });

    test("whoever stops early gives back all that was not removed", async () => {
      const kept = await setUp("a", "b", "c");
      const held = await kept.hold(TOPIC);
      for await (const one of held.read()) {
        await held.remove([one]);
        break;
      }
      await held.close();
      expect(await textsOf(await kept.hold(TOPIC))).toHaveLength(2);
    });

    test("one topic's messages are not another's", async () => {
      const kept = await setUp("a");
      expect(await textsOf(await kept.hold("parked"))).toEqual([]);
      expect(await textsOf(await kept.hold(TOPIC))).toEqual(["a"]);
    });

    test("what comes meanwhile is not lost", async () => {
      const { kept, publisher } = opened.use(await open());
      const held = await kept.hold(TOPIC);
      expect(await textsOf(held)).toEqual([]);
      await publisher.publish(TOPIC, letter("late"));
      expect(await textsOf(held)).toEqual(["late"]);
    });
  });
}

export async function textsOf(held: HeldMessages): Promise<readonly string[]> {
  return (await Array.fromAsync(held.read())).map(textOf);
}

export function letter(text: string): QueueMessage {
  return { bytes: Buffer.from(text, "latin1"), attributes: { reason: "unreadable" } };
}

function textOf({ message }: KeptMessage): string {
  return message.bytes.toString("latin1");
}
