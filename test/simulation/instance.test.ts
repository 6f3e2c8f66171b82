import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { SECOND } from "./durations.ts";
import { openInstanceBench, START } from "./instance-bench.ts";

/** Sleeps twice, and notes when it goes on. */
function sleeper(notes: string[]): Parameters<typeof openInstanceBench>[0] {
  return ({ clock }) =>
    async () => {
      for (const step of ["first", "second"]) {
        await clock.sleep(10 * SECOND);
        notes.push(`${step} at ${(clock.now().getTime() - START) / SECOND}`);
      }
      return { status: 200 };
    };
}

describe("startInstance()", () => {
  it("answers a request when its function has", async () => {
    const notes: string[] = [];
    const { request, until } = openInstanceBench(sleeper(notes));
    const answers = request();
    await until(19 * SECOND);
    expect(answers).toEqual([]);
    await until(20 * SECOND);
    expect([notes, answers]).toEqual([["first at 10", "second at 20"], [200]]);
  });

  it("never goes on when it has died, and breaks the connection of who waits", async () => {
    const notes: string[] = [];
    const { request, until, instance, ends } = openInstanceBench(sleeper(notes));
    const answers = request();
    await until(15 * SECOND);
    instance.die();
    await until(60 * SECOND);
    expect([notes, answers, ends]).toEqual([["first at 10"], [undefined], ["died"]]);
  });

  it("leaves no listener on a signal when it dies: Node would keep its whole world in memory", async () => {
    const signal = AbortSignal.any([new AbortController().signal]);
    const bench = openInstanceBench(({ clock }) => async () => {
      await clock.sleep(10 * SECOND, signal);
      return { status: 200 };
    });
    const answers = bench.request();
    await bench.until(5 * SECOND);
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    bench.instance.die();
    await bench.until(60 * SECOND);
    expect([getEventListeners(signal, "abort"), answers]).toEqual([[], [undefined]]);
  });

  it("breaks the connection of a request that comes after its death", () => {
    const { request, instance } = openInstanceBench(sleeper([]));
    instance.die();
    expect(request()).toEqual([undefined]);
  });

  it("stands still while it is paused, and then does at once what was due", async () => {
    const notes: string[] = [];
    const { request, until, instance, ends } = openInstanceBench(sleeper(notes));
    const answers = request();
    await until(5 * SECOND);
    instance.pause(60 * SECOND);
    await until(100 * SECOND);
    expect([notes, answers, ends]).toEqual([["first at 65", "second at 75"], [200], ["resumed"]]);
  });

  it("takes a request that comes during a pause when it goes on", async () => {
    const notes: string[] = [];
    const { request, until, instance } = openInstanceBench(sleeper(notes));
    instance.pause(30 * SECOND);
    request();
    await until(100 * SECOND);
    expect(notes).toEqual(["first at 40", "second at 50"]);
  });

  it("does what was due in the pause in its order", async () => {
    const order: number[] = [];
    const { request, until, instance } = openInstanceBench(({ clock }) => async () => {
      const late = [3, 1, 2].map((n) => clock.sleep(n * SECOND).then(() => order.push(n)));
      await Promise.all(late);
      return { status: 200 };
    });
    request();
    await until(500);
    instance.pause(60 * SECOND);
    await until(61 * SECOND);
    expect(order).toEqual([1, 2, 3]);
  });

  it("is frozen between requests: what it left undone goes on with the next one", async () => {
    const notes: string[] = [];
    const { request, until } = openInstanceBench(({ clock }) => async () => {
      void clock.sleep(10 * SECOND).then(() => notes.push(`left at ${(clock.now().getTime() - START) / SECOND}`));
      await clock.sleep(SECOND);
      return { status: 200 };
    });
    request();
    await until(60 * SECOND);
    expect(notes).toEqual([]);
    request();
    await until(61 * SECOND);
    expect(notes).toEqual(["left at 60"]);
  });

  it("has a clock of its own, which may be wrong", async () => {
    const { instance, until } = openInstanceBench(sleeper([]));
    instance.skew(-1500);
    await until(2 * SECOND);
    expect(instance.clock.now()).toEqual(new Date(START + 500));
  });

  it("ends a sleep when its signal fires", async () => {
    const notes: string[] = [];
    const stop = new AbortController();
    const { request, until } = openInstanceBench(({ clock }) => async () => {
      await clock.sleep(60 * SECOND, stop.signal);
      notes.push("woken");
      return { status: 200 };
    });
    request();
    await until(SECOND);
    stop.abort();
    await until(2 * SECOND);
    expect(notes).toEqual(["woken"]);
  });

  it("acts after so long, unless that is cancelled", async () => {
    const acts: string[] = [];
    const { request, until } = openInstanceBench(({ clock }) => async () => {
      clock.after(3 * SECOND, () => void acts.push("late"));
      clock.after(3 * SECOND, () => void acts.push("cancelled"))();
      await clock.sleep(5 * SECOND);
      return { status: 200 };
    });
    request();
    await until(2999);
    expect(acts).toEqual([]);
    await until(3000);
    expect(acts).toEqual(["late"]);
  });
});
