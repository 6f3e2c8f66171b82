import { setTimeout as wait } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import type { Publisher } from "../../shared/ports/publisher.ts";
import type { Reading, RetainedMessages, TimeRange } from "../../shared/ports/retained-messages.ts";
import { message } from "./queue-bench.ts";

/** Topics that retain, with a subscriber that acknowledges all it gets. */
export interface OpenRetained {
  readonly publisher: Publisher;
  readonly retained: RetainedMessages;
  /** Resolves when the subscriber has got so many. */
  acknowledged(count: number): Promise<void>;
  close(): Promise<void>;
}

const EVER: TimeRange = { from: new Date(0), to: new Date("2100-01-01T00:00:00Z") };

/** What every place must do that keeps what was published. It is opened for each test, with topics of its own. */
export function retainedMessagesContract(name: string, open: () => Promise<OpenRetained>): void {
  const closers: (() => Promise<void>)[] = [];
  const setUp = async (...texts: readonly string[]) => {
    const opened = await open();
    closers.push(opened.close);
    for (const text of texts) await opened.publisher.publish("message", message(text, "key"));
    await opened.acknowledged(texts.length);
    const read = async (range = EVER, reading?: Reading, most = Number.POSITIVE_INFINITY) => {
      const found: string[] = [];
      for await (const { message: one } of opened.retained.read("message", range, reading)) {
        found.push(one.bytes.toString());
        if (found.length === most) break;
      }
      return found;
    };
    return { ...opened, read };
  };

  describe.concurrent(name, { timeout: 60_000 }, () => {
    afterAll(async () => {
      for (const close of closers) await close();
    });

    it("read() gives what was acknowledged, in order, as often as it is asked", async () => {
      const { read } = await setUp("a", "b", "c");
      expect(await read()).toEqual(["a", "b", "c"]);
      expect(await read()).toEqual(["a", "b", "c"]);
    });

    it("read() gives messages as they were published", async () => {
      const { publisher, retained, acknowledged } = await setUp();
      const sent = { bytes: Buffer.from([0, 255]), attributes: { kind: "message" }, orderingKey: "k" };
      await publisher.publish("message", sent);
      await acknowledged(1);
      const [first] = await Array.fromAsync(retained.read("message", EVER));
      expect(first?.message).toEqual(sent);
    });

    it("read() gives nothing from before its range or after it", async () => {
      const { publisher, read, acknowledged, retained } = await setUp("before");
      await wait(20);
      await publisher.publish("message", message("within", "key"));
      await wait(20);
      await publisher.publish("message", message("after", "key"));
      await acknowledged(3);
      const [, within, after] = await Array.fromAsync(retained.read("message", EVER), ({ published }) => published);
      expect(await read({ from: within ?? EVER.from, to: after ?? EVER.to })).toEqual(["within"]);
    });

    it("read() gives none of another topic", async () => {
      const { publisher, read } = await setUp("a");
      await publisher.publish("event", message("b"));
      expect(await read()).toEqual(["a"]);
    });

    it("read() goes on where a reading was left, with the message that was not done", async () => {
      const { read } = await setUp("a", "b", "c");
      expect(await read(EVER, { name: "one", isBegun: false }, 2)).toEqual(["a", "b"]);
      expect(await read(EVER, { name: "one", isBegun: true })).toEqual(["b", "c"]);
    });

    it("read() begins another reading at its beginning", async () => {
      const { read } = await setUp("a", "b");
      await read(EVER, { name: "one", isBegun: false }, 2);
      expect(await read(EVER, { name: "two", isBegun: false })).toEqual(["a", "b"]);
    });
  });
}
