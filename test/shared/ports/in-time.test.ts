import { describe, expect, it } from "vitest";
import { inTime } from "../../../shared/ports/in-time.ts";
import { manualClock } from "../../support/manual-clock.ts";

const NEVER = new Promise<never>(() => undefined);
const open = () => manualClock(new Date("2026-11-20T10:15:00Z"));

describe("inTime()", () => {
  it("resolves as the work does", async () => {
    expect(await inTime(Promise.resolve("done"), 100, open())).toBe("done");
  });

  it("rejects as the work does", async () => {
    await expect(inTime(Promise.reject(new TypeError("Broken")), 100, open())).rejects.toThrow(TypeError);
  });

  it("rejects when the work has not ended after so long", async () => {
    const clock = open();
    const waiting = inTime(NEVER, 100, clock);
    const passed = clock.letTimeoutPass();
    await expect(waiting).rejects.toThrow("Not done within 100 ms");
    expect(await passed).toBe(100);
  });

  it("leaves no timer behind", async () => {
    let timers = 0;
    const after = () => {
      timers += 1;
      return () => {
        timers -= 1;
      };
    };
    await inTime(Promise.resolve(), 100, { after });
    expect(timers).toBe(0);
  });
});
