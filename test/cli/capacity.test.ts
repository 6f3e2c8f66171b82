import { describe, expect, it } from "vitest";
import { FUNCTIONS, USUAL_LOAD } from "../../cli/capacity/constants.ts";
import type { Load } from "../../cli/capacity/load.ts";
import { planCapacity } from "../../cli/capacity/plan-capacity.ts";
import { formatBytes } from "../../cli/capacity/write-capacity.ts";
import { runHeliograph } from "../support/run-heliograph.ts";

const LOAD: Load = { ...USUAL_LOAD, messages: 100 };

describe("planCapacity()", () => {
  it("counts what one can count by hand", () => {
    const { functions, limits, firestore, conversation } = planCapacity(LOAD);
    // 100 × 0.3 s are 30 at once, 40 fit into an instance, which is kept 60 % full: 1.25.
    expect(functions).toContainEqual({
      name: "messages",
      perSecond: 100,
      instances: 2,
      maxInstances: 10,
      isTooMuch: false,
    });
    // 100 messages, and two receipts for each answer.
    expect(functions[0]).toMatchObject({ name: "ingress", perSecond: 300 });
    expect(limits[0]).toMatchObject({
      limit: "10 instances of messages",
      timesLoad: expect.closeTo((10 * 40) / 0.3 / 100),
    });
    // Each turn 3 writes and 1 read, each of two receipts 1 write.
    expect(firestore.operations).toBe(100 * 4 + 200);
    expect(conversation).toEqual({ inOrder: 1 / 0.3, lasting: 0.5 });
  });

  it("has what is paid for follow the mean, and what is needed the peak", () => {
    const [peak, mean] = [planCapacity(LOAD), planCapacity({ ...LOAD, meanPercent: 20 })];
    expect([mean.functions, mean.limits]).toEqual([peak.functions, peak.limits]);
    expect(mean.costs.history / peak.costs.history).toBeCloseTo(0.2);
    expect(mean.historyBytes / peak.historyBytes).toBeCloseTo(0.2);
  });

  it("calls instances too few only where they cannot do it with nothing to spare", () => {
    const isTooMuch = (messages: number) => planCapacity({ ...LOAD, messages }).functions[1]?.isTooMuch;
    expect([isTooMuch(1333), isTooMuch(1334)]).toEqual([false, true]);
  });

  it("has the CPU decide where turns are short", () => {
    const [first] = planCapacity({ ...LOAD, turnSeconds: 0.01 }).limits;
    const timesLoad = expect.closeTo(10 / ((100 * FUNCTIONS.messages.cpuMs) / 1000));
    expect(first).toMatchObject({ limit: "10 instances of messages", timesLoad });
  });
});

describe("formatBytes()", () => {
  it("tells bytes in the unit that people read", () => {
    expect([0, 900, 1024, 1.5 * 2 ** 30].map(formatBytes)).toEqual(["0 bytes", "900 bytes", "1 KiB", "1.5 GiB"]);
  });
});

describe("heliograph capacity", () => {
  it("says what a load needs, what breaks first, what moves it, and what it costs", async () => {
    const { exitCode, stdout } = await runHeliograph(["capacity", "--messages", "10000"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/messages +10,000 +125 +10: TOO FEW/);
    expect(stdout).toMatch(/0\.133 × load +10 instances of messages +function_settings\.messages\.max_instances/);
    expect(stdout).toMatch(/total +[\d,]+\n/);
  });

  it("tells the same as JSON", async () => {
    const { stdout } = await runHeliograph(["capacity", "--messages", "100", "--json"]);
    expect(JSON.parse(stdout)).toEqual({ load: LOAD, ...planCapacity(LOAD) });
  });

  it.each([
    [["--messages", "many"], "'--messages <n>' argument 'many' is invalid. Expected a number from 0 on."],
    [["--messages", "-1"], "'--messages <n>' argument '-1' is invalid. Expected a number from 0 on."],
    [["--turn-seconds", "0"], "'--turn-seconds <n>' argument '0' is invalid. Expected a number from 0.001 on."],
    [["--mean-percent", "120"], "'--mean-percent <n>' argument '120' is invalid. Expected a number from 0 to 100."],
    [["--messages", "0"], "nothing to plan for: set --messages, --outbound or --timers above 0"],
  ])("refuses %j, and names the option", async (args, error) => {
    const { exitCode, stderr } = await runHeliograph(["capacity", ...args]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(error)]);
  });
});
