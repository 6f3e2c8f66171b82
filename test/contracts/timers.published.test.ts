import { onTestFinished } from "vitest";
import { publishedTimers } from "../../shared/google/pubsub/published-timers.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localQueue } from "../../shared/local/queue.ts";
import { type OpenTimersOver, SUBSCRIPTION, servePushes, untilPushed } from "./timers-bench.ts";
import { timersContract } from "./timers-contract.ts";

/** Timers as over the Pub/Sub emulator: the queue brings them again and again. Its back-offs are in real time. */
const openPublished: OpenTimersOver = async (deliver, clock) => {
  const endpoint = await servePushes(deliver);
  const db = openDatabase(":memory:");
  const open = async () => {
    const queue = localQueue(db, { clock: { now: () => new Date() }, log: () => undefined });
    await queue.subscribe([{ topic: "deadline", endpoint, ...SUBSCRIPTION }]);
    return queue;
  };
  let queue = await open();
  onTestFinished(async () => {
    await queue.close();
    db.close();
  });
  return {
    timers: publishedTimers({ publish: (...letter) => queue.publisher.publish(...letter) }),
    async pass(millis) {
      await clock.advance(millis);
      await untilPushed(db, clock);
    },
    async restart() {
      await queue.close();
      queue = await open();
    },
  };
};

timersContract("publishedTimers, refused until they are due", openPublished, { isFree: false });
