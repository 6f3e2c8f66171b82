import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  FUNCTION_NAMES,
  FUNCTIONS,
  HISTORY,
  QUOTAS,
  RETENTION_DAYS,
  USUAL_LOAD,
} from "../../cli/capacity/constants.ts";
import { formatNumber } from "../../cli/capacity/write-capacity.ts";
import { deployedMemory } from "../support/deployed-memory.ts";
import { figures, limits, loads, perMillion, unitPrices } from "./capacity-tables.ts";

const BEGIN =
  "<!-- From here on made from the code: UPDATE_CAPACITY=1 npx vitest run --project embedded test/docs/capacity.test.ts -->";
const END = "<!-- Made until here. -->";

describe("docs/capacity.md", () => {
  it("tells what the code computes", () => {
    expect(filledIn("docs/capacity.md", [loads(), limits(), figures()])).toBe(readFileSync("docs/capacity.md", "utf8"));
  });
});

describe("terraform/README.md", () => {
  const written = readFileSync("terraform/README.md", "utf8");

  it("tells what a million costs as the code computes it", () => {
    expect(filledIn("terraform/README.md", [perMillion(), unitPrices()])).toBe(
      readFileSync("terraform/README.md", "utf8"),
    );
  });

  it("tells how many answered messages a day are free, which writes to history decide", () => {
    const free = (receipts: number) => 20_000 / (HISTORY.turn.writes + receipts * HISTORY.receipt.writes);
    const [alone, withReceipts] = [Math.floor(free(0) / 100) * 100, free(USUAL_LOAD.receipts)].map(formatNumber);
    expect(written).toContain(`cover some **${alone} answered messages a day**,\nor ${withReceipts} with two`);
  });
});

describe("what capacity is computed from", () => {
  const functions = readFileSync("terraform/functions.tf", "utf8");
  const pubsub = readFileSync("terraform/pubsub.tf", "utf8");
  const of = (setting: string, code: string) => Number(new RegExp(`\\b${setting} += "?(\\d+)`).exec(code)?.[1]);

  it.each(FUNCTION_NAMES)("is what Terraform deploys of %s", (name) => {
    const { memoryGib, concurrency, maxInstances } = FUNCTIONS[name];
    expect(memoryGib * 1024).toBe(deployedMemory(name));
    const engine = /_engine = merge[^}]*?\bconcurrency += (\d+)/s.exec(functions)?.[1];
    const takesTurns = ["messages", "events", "outbound"].includes(name);
    expect(concurrency).toBe(takesTurns ? Number(engine) : of("concurrency", functions));
    expect(maxInstances).toBe(of("max_instances", functions));
  });

  it.each(Object.entries(RETENTION_DAYS))("is how long Terraform has %s kept", (kind, days) => {
    expect(new RegExp(`\\b${kind} += \\{.*retention_days = (\\d+)`).exec(pubsub)?.[1]).toBe(String(days));
  });

  it.each([
    `costs ${HISTORY.turn.writes} writes and ${HISTORY.turn.reads} read for a turn with one reply`,
    `costs ${HISTORY.silentTurn.writes} writes and ${HISTORY.silentTurn.reads} read for a turn in which nothing is said`,
    `costs ${HISTORY.receipt.writes} write for all receipts of a message that come together, and no read`,
  ])("is what a test counts of history: %s", (title) => {
    expect(readFileSync("test/shared/google/firestore/history-cost.google.test.ts", "utf8")).toContain(`it("${title}"`);
  });

  it("is how fast Terraform lets the queue of timers be, and how long it has history kept", () => {
    expect(of("max_dispatches_per_second", readFileSync("terraform/timers.tf", "utf8"))).toBe(QUOTAS.tasks);
    const variables = readFileSync("terraform/variables.tf", "utf8");
    expect(/variable "history_days" \{.*?default += (\d+)/s.exec(variables)?.[1]).toBe(String(USUAL_LOAD.historyDays));
  });
});

function filledIn(page: string, tables: readonly string[]): string {
  const parts = readFileSync(page, "utf8").split(BEGIN);
  expect(parts.length - 1).toBe(tables.length);
  const made = parts.map((part, index) =>
    index === 0 ? part : `\n\n${tables[index - 1]}\n\n${END}${part.split(END)[1]}`,
  );
  const whole = made.join(BEGIN);
  if (process.env.UPDATE_CAPACITY === "1") writeFileSync(page, whole);
  return whole;
}
