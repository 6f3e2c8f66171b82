import { describe, expect, test } from "vitest";
import { type OpenTimersOver, openBench, timerAt } from "./timers-bench.ts";

/** How timers differ. */
export interface TimerTraits {
  /** A timer that waits costs no delivery. */
  readonly isFree: boolean;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ID = "6f1c7d2e-3b7a-5c40-9f4e-0d7a3a1c2001";

/** What all timers must do, under the real function that takes them. Time is the test's own. */
export function timersContract(name: string, open: OpenTimersOver, { isFree }: TimerTraits): void {
  describe(name, { timeout: 180_000 }, () => {
    test("a timer comes once, when it is due and not a millisecond before", async () => {
      const bench = await openBench(open);
      await bench.set(timerAt(5 * MINUTE_MS, ID));
      await bench.pass(5 * MINUTE_MS - 1);
      expect(bench.fired()).toEqual([]);
      await bench.pass(1);
      await bench.pass(DAY_MS);
      expect(bench.fired()).toEqual([ID]);
    });

    test("a timer brings its bytes and attributes back", async () => {
      const bench = await openBench(open);
      const timer = timerAt(MINUTE_MS);
      await bench.set(timer);
      await bench.pass(MINUTE_MS);
      expect(bench.arrivals.at(-1)?.message).toEqual(timer);
    });

    test("a timer whose time is over comes at once", async () => {
      const bench = await openBench(open);
      await bench.set(timerAt(-MINUTE_MS, ID));
      await bench.pass(0);
      expect(bench.fired()).toEqual([ID]);
    });

    test("timers come in the order of their times, whatever the order they were set in", async () => {
      const bench = await openBench(open);
      for (const minutes of [3, 1, 2]) await bench.set(timerAt(minutes * MINUTE_MS, `timer-${minutes}`));
      for (let minute = 0; minute < 3; minute += 1) await bench.pass(MINUTE_MS);
      expect(bench.fired()).toEqual(["timer-1", "timer-2", "timer-3"]);
    });

    test("timers that are due together all come", async () => {
      const bench = await openBench(open);
      const timers = Array.from({ length: 50 }, () => timerAt(MINUTE_MS));
      await Promise.all(timers.map((timer) => bench.set(timer)));
      await bench.pass(MINUTE_MS);
      expect(bench.fired().toSorted()).toEqual(timers.map(({ attributes }) => attributes.id).toSorted());
    });

    test.runIf(isFree)("a timer that is set twice under one id comes once, at the first time", async () => {
      const bench = await openBench(open);
      await bench.set(timerAt(2 * MINUTE_MS, ID));
      await bench.set(timerAt(MINUTE_MS, ID));
      await bench.pass(MINUTE_MS);
      expect(bench.fired()).toEqual([]);
      await bench.pass(DAY_MS);
      expect(bench.fired()).toEqual([ID]);
    });

    test.runIf(isFree)("10,000 timers cost no delivery until they are due, and then one each", async () => {
      const bench = await openBench(open);
      const timers = Array.from({ length: 10_000 }, () => timerAt(DAY_MS));
      for (const timer of timers) await bench.set(timer);
      await bench.pass(DAY_MS - 1);
      expect(bench.arrivals).toHaveLength(0);
      await bench.pass(1);
      expect(bench.arrivals).toHaveLength(timers.length);
      expect(new Set(bench.fired())).toEqual(new Set(timers.map(({ attributes }) => attributes.id)));
    });

    test.runIf(isFree).each([28, 29, 30, 31, 57, 58, 87, 400])("a timer comes once in %d days", async (days) => {
      const bench = await openBench(open);
      await bench.set(timerAt(days * DAY_MS, ID));
      await bench.pass(days * DAY_MS - 1);
      expect(bench.fired()).toEqual([]);
      await bench.pass(1);
      await bench.pass(DAY_MS);
      expect(bench.fired()).toEqual([ID]);
    });

    test("a timer that waits survives a restart, and comes due while nobody runs", async () => {
      const bench = await openBench(open);
      await bench.set(timerAt(MINUTE_MS, "soon"));
      await bench.set(timerAt(DAY_MS, "later"));
      await bench.restart();
      await bench.pass(MINUTE_MS);
      expect(bench.fired()).toEqual(["soon"]);
      await bench.restart();
      await bench.pass(DAY_MS);
      expect(bench.fired()).toEqual(["soon", "later"]);
    });
  });
}
