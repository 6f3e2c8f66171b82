import { describe, expect, it } from "vitest";
import { systemClock } from "../../../shared/google/clock.ts";

describe("systemClock.after()", () => {
  it("acts in its turn, unless that is cancelled", async () => {
    const acts: string[] = [];
    const { promise: acted, resolve } = Promise.withResolvers<void>();
    systemClock.after(1, () => acts.push("cancelled"))();
    systemClock.after(1, () => acts.push("late"));
    systemClock.after(2, resolve);
    // What waits for it keeps no process alive.
    await Promise.all([acted, systemClock.sleep(3)]);
    expect(acts).toEqual(["late"]);
  });
});
