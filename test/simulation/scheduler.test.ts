import { describe, expect, it } from "vitest";
import { openChance } from "./chance.ts";
import { openScheduler } from "./scheduler.ts";

const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h"];

function open(seed = 1) {
  const scheduler = openScheduler(1000, openChance(seed));
  const happened: string[] = [];
  return { scheduler, happened, note: (name: string) => () => void happened.push(`${name}@${scheduler.now()}`) };
}

/** The order in which events of one time happen. */
async function orderOf(seed: number, lane?: number): Promise<string> {
  const { scheduler } = open(seed);
  const order: string[] = [];
  const options = lane === undefined ? {} : { lane };
  for (const name of NAMES) scheduler.after(5, () => void order.push(name), options);
  await scheduler.runUntil(2000);
  return order.join("");
}

describe("openScheduler()", () => {
  it("lets events happen in the order of their times, at their times", async () => {
    const { scheduler, happened, note } = open();
    scheduler.after(30, note("late"));
    scheduler.after(10, note("early"));
    await scheduler.runUntil(1500);
    expect([...happened, scheduler.now()]).toEqual(["early@1010", "late@1030", 1500]);
  });

  it("leaves what is due later", async () => {
    const { scheduler, happened, note } = open();
    scheduler.after(30, note("late"));
    await scheduler.runUntil(1029);
    expect([...happened, scheduler.now()]).toEqual([1029]);
  });

  it("draws the order of events of one time from its seed", async () => {
    expect(await orderOf(1)).toBe(await orderOf(1));
    expect(new Set([await orderOf(1), await orderOf(2), await orderOf(3)]).size).toBe(3);
  });

  it("keeps the order of events of one lane", async () => {
    expect(await orderOf(2, 0.5)).toBe(NAMES.join(""));
  });

  it("lets a cancelled event neither happen nor take time", async () => {
    const { scheduler, happened, note } = open();
    scheduler.after(900, note("never")).cancel();
    await scheduler.runUntilIdle(5000);
    expect([...happened, scheduler.now()]).toEqual([1000]);
  });

  it("waits until all that an event has set off has settled", async () => {
    const { scheduler, happened, note } = open();
    const settleSlowly = async () => {
      for (let step = 0; step < 100; step += 1) await Promise.resolve();
      process.nextTick(() => void Promise.resolve().then(note("settled")));
    };
    scheduler.after(1, () => void settleSlowly());
    scheduler.after(2, note("next"));
    await scheduler.runUntil(2000);
    expect(happened).toEqual(["settled@1001", "next@1002"]);
  });

  it("throws what an event throws", async () => {
    const { scheduler } = open();
    scheduler.after(1, () => {
      throw new Error("An event failed");
    });
    await expect(scheduler.runUntil(2000)).rejects.toThrow("An event failed");
  });

  it("is idle when only what stands by is left", async () => {
    const { scheduler, happened, note } = open();
    scheduler.after(50, note("time-out"), { standsBy: true });
    scheduler.after(90, note("standing by"), { standsBy: true });
    scheduler.after(70, note("awaited"));
    expect(await scheduler.runUntilIdle(5000)).toBe(true);
    expect(happened).toEqual(["time-out@1050", "awaited@1070"]);
  });

  it("is not idle while something is due later", async () => {
    const { scheduler } = open();
    scheduler.after(9000, () => undefined);
    expect(await scheduler.runUntilIdle(5000)).toBe(false);
  });

  it("plans nothing in the past", async () => {
    const { scheduler, happened, note } = open();
    scheduler.after(-5, note("now"));
    await scheduler.runUntil(1000);
    expect(happened).toEqual(["now@1000"]);
  });
});
