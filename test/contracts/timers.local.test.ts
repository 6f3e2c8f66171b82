import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openDatabase } from "../../shared/local/database.ts";
import { localQueue } from "../../shared/local/queue.ts";
import { localTimers } from "../../shared/local/timers.ts";
import { anyFolder } from "../support/temporary-folder.ts";
import type { VirtualClock } from "../support/virtual-clock.ts";
import { type OpenTimers, type OpenTimersOver, SUBSCRIPTION, servePushes, untilPushed } from "./timers-bench.ts";
import { timersContract } from "./timers-contract.ts";

/** A test lets years pass. */
const CHECK_EVERY_MS = 24 * 60 * 60_000;
const log = () => undefined;

/** Timers in a file, and the queue that they go to. */
const openLocal: OpenTimersOver = async (deliver, clock) => {
  const file = join(anyFolder(), "timers.sqlite");
  const endpoint = await servePushes(deliver);
  let running = await run(file, endpoint, clock);
  onTestFinished(() => running.close());
  const opened: OpenTimers = {
    timers: { isRelayed: false, set: (timer) => running.timers.set(timer) },
    async pass(millis) {
      await clock.advance(millis);
      await untilPushed(running.db, clock);
    },
    async restart() {
      await running.close();
      running = await run(file, endpoint, clock);
    },
  };
  return opened;
};

async function run(file: string, endpoint: string, clock: VirtualClock) {
  const db = openDatabase(file);
  const queue = localQueue(db, { clock, log });
  await queue.subscribe([{ topic: "deadline", endpoint, ...SUBSCRIPTION }]);
  const timers = localTimers(db, { clock, log, queue, checkEveryMs: CHECK_EVERY_MS });
  const close = async () => {
    timers.close();
    await queue.close();
    db.close();
  };
  return { db, timers, close };
}

timersContract("localTimers", openLocal, { isFree: true });
