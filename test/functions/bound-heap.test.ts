import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const ROOT = new URL("../..", import.meta.url);

/** What a process prints that was started without a flag. */
async function run(code: string): Promise<number> {
  const script = `import { getHeapSpaceStatistics } from "node:v8"; import { boundHeap } from "./functions/bound-heap.ts"; ${code}`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: ROOT,
  });
  return Number(stdout);
}

/** Makes garbage of which a part lives on for a while, as a server's requests do: then V8 lets the new space grow. */
const LOAD = `
  const living = [];
  for (let made = 0; made < 3_000_000; made += 1) living[made % 20_000] = { made, text: String(made) };
  const [space] = getHeapSpaceStatistics().filter(({ space_name }) => space_name === "new_space");
  process.stdout.write(String(space.space_size));`;

test("boundHeap() keeps small what grows without it", async () => {
  const [free, bounded] = [await run(LOAD), await run(`boundHeap(); ${LOAD}`)];
  expect(free).toBeGreaterThan(8_000_000);
  expect(bounded).toBeLessThan(5_000_000);
});

test("boundHeap() frees what lies outside of the heap when it is told to", async () => {
  const left = await run(`
    const collect = boundHeap();
    collect();
    const { arrayBuffers } = process.memoryUsage();
    for (let chunk = 0; chunk < 100; chunk += 1) Buffer.alloc(100_000);
    collect();
    process.stdout.write(String(process.memoryUsage().arrayBuffers - arrayBuffers));`);
  expect(left).toBeLessThan(1_000_000);
});
