import { expect, it } from "vitest";
import { userAddressOf } from "../support/user-address.ts";
import { DAY, HOUR, SECOND } from "./durations.ts";
import { openScript } from "./script-bench.ts";

const WAITING = 100_000;
const DUE = 200;
const numberOf = (n: number) => `+4477009${String(n).padStart(5, "0")}`;

it("a hundred thousand timers cost nothing until they are due, and come in time", { timeout: 120_000 }, async () => {
  const { world, until, seen, deadLetters } = openScript();
  for (let n = 0; n < WAITING; n += 1) {
    const dueInMs = n < DUE ? HOUR + (n * HOUR) / DUE : 3 * DAY;
    world.act({ do: "set-timer", user: userAddressOf("rcs", numberOf(n)), id: `timer-${n}`, dueInMs });
  }
  const begun = world.now();
  await until(HOUR - 1);
  expect(world.counts()).toMatchObject({ calls: 0, deliveries: 0, instances: 0 });
  await until(20 * HOUR);
  expect(seen("timer-fired")).toHaveLength(DUE);
  const answered = seen("delivery-answered").filter(({ kind }) => kind === "deadline");
  expect(answered.filter(({ status }) => status !== 200)).toEqual([]);
  const firstOf = new Map(
    seen("delivery-begun")
      .map(({ attributes, at }) => [attributes.id, at] as const)
      .toReversed(),
  );
  const late = [...firstOf].map(([id, at]) => at - begun - (HOUR + (Number(id?.slice("timer-".length)) * HOUR) / DUE));
  expect([late.length, Math.min(...late) >= 0, Math.max(...late) <= 31 * SECOND]).toEqual([DUE, true, true]);
  // Pub/Sub delivers one in a hundred a second time.
  expect(answered.length).toBeLessThan(DUE * 1.05);
  expect(deadLetters()).toEqual([]);
});
