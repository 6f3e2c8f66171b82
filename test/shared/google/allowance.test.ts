import { describe, expect, it } from "vitest";
import { openAllowance } from "../../../shared/google/allowance.ts";

const START = 1_000_000;

/** How many of so many messages at `now` are allowed. */
function allowed(take: ReturnType<typeof openAllowance>, messages: number, now: number): number {
  return Array.from({ length: messages }, () => take("c1", now)).filter(Boolean).length;
}

describe("openAllowance()", () => {
  it("allows 60 messages at once", () => expect(allowed(openAllowance(), 100, START)).toBe(60));

  it("allows no 61st in any minute, and as many again as are a minute old", () => {
    const allowance = openAllowance();
    const at = (millis: number) => allowed(allowance, 40, START + millis);
    expect([at(0), at(30_000), at(59_999), at(60_000), at(90_000)]).toEqual([40, 20, 0, 40, 20]);
  });

  it("counts each conversation alone", () => {
    const allowance = openAllowance();
    allowed(allowance, 60, START);
    expect(allowance("c2", START)).toBeDefined();
  });

  it("forgets no busy conversation over many quiet ones", () => {
    const allowance = openAllowance();
    for (let quiet = 0; quiet < 5000; quiet += 1) allowance(`q${quiet}`, START - 70_000);
    allowed(allowance, 60, START);
    for (let quiet = 0; quiet < 5000; quiet += 1) allowance(`r${quiet}`, START);
    expect(allowance("c1", START)).toBeUndefined();
  });

  it("allows another message in place of one that is given back, once", () => {
    const allowance = openAllowance();
    const giveBack = allowance("c1", START);
    allowed(allowance, 59, START);
    giveBack?.();
    giveBack?.();
    expect(allowed(allowance, 10, START)).toBe(1);
  });

  it("gives back one message of those that came at the same time", () => {
    const allowance = openAllowance();
    allowed(allowance, 59, START);
    allowance("c1", START)?.();
    expect(allowed(allowance, 10, START + 59_999)).toBe(1);
  });
});
