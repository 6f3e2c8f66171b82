import { describe, expect, it } from "vitest";
import { HOUR, SECOND } from "./durations.ts";
import { openInstanceBench } from "./instance-bench.ts";
import type { FaultMode } from "./world-fault.ts";

type CallOptions = NonNullable<Parameters<ReturnType<typeof openInstanceBench>["call"]>[0]>;

/** Makes a call that meets a fault. @returns How it ended, how often the service did it, and whether the caller lives. */
async function callWith(mode: FaultMode | undefined, { seed, ...options }: CallOptions & { seed?: number } = {}) {
  const outcome: string[] = [];
  const bench = openInstanceBench(
    () => async () => {
      const startedAt = bench.scheduler.now();
      await bench.call(options).then(
        (status) => outcome.push(String(status)),
        (error: Error) => outcome.push(error.message),
      );
      outcome.push(`after ${Math.round((bench.scheduler.now() - startedAt) / SECOND)} s`);
      return { status: 200 };
    },
    seed,
  );
  if (mode !== undefined) bench.fail(mode);
  bench.request();
  await bench.until(HOUR);
  return {
    outcome: outcome.join(" "),
    served: bench.served(),
    isAlive: bench.instance.isAlive(),
    types: bench.types(),
  };
}

const BROKEN = "The connection was reset after 0 s";

describe("openCut()", () => {
  it.each([
    [undefined, "200 after 0 s", 1],
    [{ type: "status", status: 503 }, "503 after 0 s", 0],
    [{ type: "hang" }, "", 0],
    [{ type: "reset" }, BROKEN, 0],
    [{ type: "lost-answer" }, BROKEN, 1],
    [{ type: "hung-answer" }, "", 1],
    [{ type: "slow-request", ms: 60_000 }, "200 after 60 s", 1],
    [{ type: "slow-answer", ms: 60_000 }, "200 after 60 s", 1],
    [{ type: "crash-before" }, "", 0],
    [{ type: "crash-after" }, "", 1],
  ] as const)(
    "of a call that meets %j lets the caller see %j, and the service do it %d times",
    async (mode, outcome, served) => {
      const seen = await callWith(mode);
      expect([seen.outcome, seen.served]).toEqual([outcome, served]);
      expect(seen.isAlive).toBe(mode === undefined || !mode.type.startsWith("crash"));
    },
  );

  it("shows the beginning, the effect and the end of a call", async () => {
    expect((await callWith(undefined)).types).toEqual(["call-begun", "call-done", "call-ended"]);
  });

  it("lets a caller give up, and the service do it all the same", async () => {
    const seen = await callWith({ type: "slow-request", ms: 60_000 }, { patienceMs: 8000 });
    expect([seen.outcome, seen.served, seen.types]).toEqual([
      "The connection was reset after 8 s",
      1,
      ["call-begun", "call-aborted", "call-done"],
    ]);
  });

  it("lets a client give up by itself", async () => {
    const seen = await callWith({ type: "hang" }, { patienceMs: 8000 });
    expect(seen.outcome).toBe("The connection was reset after 8 s");
  });

  it("lets a client that makes calls again do so when an answer is lost, now and then", async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 10; seed += 1) {
      const { outcome, served } = await callWith({ type: "lost-answer" }, { isRetried: true, seed });
      seen.add(`${outcome}, done ${served} times`);
    }
    expect([...seen].toSorted()).toEqual(["200 after 0 s, done 2 times", `${BROKEN}, done 1 times`]);
  });

  it("lets the dead call nobody", async () => {
    const bench = openInstanceBench(() => async () => ({ status: 200 }));
    bench.instance.die();
    const ended: unknown[] = [];
    bench.call().then(
      (status) => ended.push(status),
      (error) => ended.push(error),
    );
    await bench.until(HOUR);
    expect([ended, bench.served(), bench.types()]).toEqual([[], 0, []]);
  });
});
