import { expect, test } from "vitest";
import { garbageCollector } from "../../functions/collect-garbage.ts";

test("garbageCollector() frees what lies outside of the heap, in a process that was started without a flag", () => {
  const collect = garbageCollector();
  collect();
  const before = process.memoryUsage().arrayBuffers;
  for (let chunk = 0; chunk < 100; chunk += 1) Buffer.alloc(100_000);
  const left = process.memoryUsage().arrayBuffers - before;
  collect();
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(Math.min(left, 1_000_000));
});
