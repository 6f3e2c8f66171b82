import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planCapacity } from "../../cli/capacity/plan-capacity.ts";
import { total } from "../../cli/capacity/price.ts";

const loads = fc.record({
  messages: fc.double({ min: 0.001, max: 20_000, noNaN: true }),
  outbound: fc.double({ min: 0, max: 20_000, noNaN: true }),
  receipts: fc.integer({ min: 0, max: 3 }),
  timers: fc.double({ min: 0, max: 2000, noNaN: true }),
  messageBytes: fc.integer({ min: 1, max: 100_000 }),
  turnSeconds: fc.double({ min: 0.01, max: 40, noNaN: true }),
  historyDays: fc.integer({ min: 38, max: 3650 }),
  meanPercent: fc.double({ min: 0, max: 100, noNaN: true }),
});

describe("planCapacity()", () => {
  it("gives more for more, and nothing below zero", () => {
    fc.assert(
      fc.property(loads, fc.double({ min: 1, max: 100, noNaN: true }), (load, times) => {
        const more = { ...load, messages: load.messages * times, outbound: load.outbound * times };
        const [plan, larger] = [planCapacity(load), planCapacity(more)];
        expect(Math.min(...Object.values(plan.costs))).toBeGreaterThanOrEqual(0);
        expect(total(larger.costs)).toBeGreaterThanOrEqual(total(plan.costs) * (1 - 1e-9));
        for (const [index, { instances }] of plan.functions.entries())
          expect(larger.functions[index]?.instances).toBeGreaterThanOrEqual(instances);
        expect(plan.limits.map(({ timesLoad: at }) => at)).toEqual(
          plan.limits.map(({ timesLoad: at }) => at).toSorted((a, b) => a - b),
        );
      }),
    );
  });
});
