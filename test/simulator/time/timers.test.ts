import { describe, expect, test } from "vitest";
import { realTimers } from "../../../simulator/time/timers.ts";
import { virtualClock } from "../../support/virtual-clock.ts";

const START = new Date("2026-11-20T10:15:14.384Z");

describe("virtualClock()", () => {
  test("runs each job at its own time, also jobs that jobs add", async () => {
    const clock = virtualClock(START);
    const seen: string[] = [];
    const see = (what: string) => {
      seen.push(`${what} ${clock.now().getTime() - START.getTime()}`);
    };
    clock.after(20, () => see("second"));
    clock.after(10, () => {
      see("first");
      clock.after(20, () => see("third"));
    });
    clock.after(41, () => see("never"));
    await clock.advance(40);
    expect(seen).toEqual(["first 10", "second 20", "third 30"]);
    expect(clock.now().getTime() - START.getTime()).toBe(40);
  });

  test("drops its jobs when it is stopped", async () => {
    const clock = virtualClock(START);
    clock.after(10, () => expect.unreachable());
    clock.stop();
    await clock.advance(40);
    expect(clock.now().getTime() - START.getTime()).toBe(40);
  });
});

describe("realTimers()", () => {
  test("run a job", async () => {
    const timers = realTimers();
    await expect(new Promise<string>((resolve) => timers.after(0, () => resolve("done")))).resolves.toBe("done");
  });
});
