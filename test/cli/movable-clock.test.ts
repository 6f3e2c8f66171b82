import { describe, expect, it } from "vitest";
import { movableClock } from "../../cli/movable-clock.ts";

const HOUR_MS = 3_600_000;
const THEN = new Date("2030-12-05T22:00Z");

describe("movableClock()", () => {
  it("goes on from the time to which it is set, and back to the real one", () => {
    const clock = movableClock();
    clock.set(THEN);
    expect(clock.now().getTime() - THEN.getTime()).toBeLessThan(HOUR_MS);
    clock.set(undefined);
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(HOUR_MS);
  });

  it("wakes whoever sleeps until a moment that is over", async () => {
    const clock = movableClock();
    const woken = clock.sleep(HOUR_MS);
    clock.set(THEN);
    await expect(woken).resolves.toBeUndefined();
  });

  it("lets whoever sleeps longer sleep on", async () => {
    const clock = movableClock();
    const given = new AbortController();
    let isAwake = false;
    const sleeping = clock.sleep(3 * HOUR_MS, given.signal).then(() => {
      isAwake = true;
    });
    clock.set(new Date(Date.now() + HOUR_MS));
    await clock.sleep(1);
    expect(isAwake).toBe(false);
    given.abort();
    await sleeping;
  });
});
