import { describe, expect, it } from "vitest";
import type { Address } from "../../../../shared/base/ids.ts";
import { openConcurrencyLimit } from "../../../../shared/google/http/concurrency-limit.ts";

const FOREVER = 60_000;
const NOBODY = { waitMs: FOREVER, user: undefined };

/** A limit, the time it goes by, and what ends the waits that do not last for ever. */
function open() {
  const time = { ms: 0 };
  const ends = new Set<() => void>();
  const limit = openConcurrencyLimit({
    now: () => new Date(time.ms),
    after(millis, act) {
      if (millis < FOREVER) ends.add(act);
      return () => void ends.delete(act);
    },
  });
  const endWaits = () => {
    for (const end of ends) end();
  };
  return { limit, time, endWaits };
}

/** Begins calls, each about another user or all about `user`, and tells how many are under way; `answer` ends all of these. */
function traffic(limit = open().limit, user?: string) {
  let users = 0;
  let open: ((status: number) => void)[] = [];
  const flushMicrotasks = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return {
    async begin(calls: number) {
      for (let call = 0; call < calls; call += 1) {
        const { promise, resolve } = Promise.withResolvers<number>();
        const make = async () => {
          open.push(resolve);
          return { status: await promise, retryAfter: undefined, body: "" };
        };
        users += 1;
        void limit.run(make, { waitMs: FOREVER, user: (user ?? `user-${users}`) as Address });
      }
      await flushMicrotasks();
      return open.length;
    },
    async answer(status: number) {
      const ending = open;
      open = [];
      for (const end of ending) end(status);
      await flushMicrotasks();
      return open.length;
    },
  };
}

describe("openConcurrencyLimit()", () => {
  it("lets 16 calls be under way at first", async () => {
    expect(await traffic().begin(100)).toBe(16);
  });

  it("lets in as many as left, and one more for a round that went well", async () => {
    const { begin, answer } = traffic();
    await begin(100);
    expect([await answer(200), await answer(200)]).toEqual([16, 17]);
  });

  it("never lets more than 64 be under way", async () => {
    const { begin, answer } = traffic();
    await begin(10_000);
    let most = 0;
    for (let round = 0; round < 100; round += 1) most = Math.max(most, await answer(200));
    expect(most).toBe(64);
  });

  it("lets in half as many when Google has too many, once for all that were under way together", async () => {
    const { begin, answer } = traffic();
    await begin(100);
    expect([await answer(429), await answer(429), await answer(429), await answer(429)]).toEqual([8, 4, 4, 4]);
  });

  it("learns nothing from the 429s of one user, who may have had enough messages", async () => {
    const { begin, answer } = traffic(open().limit, "user");
    await begin(100);
    expect([await answer(429), await answer(429), await answer(429)]).toEqual([16, 16, 16]);
  });

  it("learns nothing from 429s of two users at different times", async () => {
    const { limit, time } = open();
    const [ada, bob] = [traffic(limit, "ada"), traffic(limit, "bob")];
    for (const { begin, answer } of [ada, bob, ada, bob]) {
      await begin(1);
      await answer(429);
      time.ms += 5000;
    }
    expect(await traffic(limit).begin(100)).toBe(16);
  });

  it("learns nothing from calls that tell nothing about the rate of calls", async () => {
    const { limit } = open();
    const tooMany = async () => ({ status: 429, retryAfter: undefined, body: "" });
    for (let call = 0; call < 50; call += 1) await limit.run(tooMany, NOBODY);
    expect(await traffic(limit).begin(100)).toBe(16);
  });

  it("gives back the place of a call that failed", async () => {
    const { limit } = open();
    const failing = () => Promise.reject(new Error("Broken"));
    await Promise.allSettled(Array.from({ length: 50 }, () => limit.run(failing, NOBODY)));
    expect(await traffic(limit).begin(100)).toBe(16);
  });

  it("learns nothing from a server that is broken", async () => {
    const { begin, answer } = traffic();
    await begin(100);
    expect([await answer(503), await answer(503), await answer(503)]).toEqual([16, 16, 16]);
  });

  it.each(Array.from({ length: 12 }, (_, turns) => turns))(
    "loses no place when a wait ends %i turns after a place came free",
    async (turns) => {
      const { limit, endWaits } = open();
      const leaving = Promise.withResolvers<void>();
      const { begin, answer } = traffic(limit);
      await begin(15);
      const last = limit.run(async () => {
        await leaving.promise;
        return { status: 503, retryAfter: undefined, body: "" };
      }, NOBODY);
      const busy = async () => ({ status: 503, retryAfter: undefined, body: "" });
      const late = limit.run(busy, { ...NOBODY, waitMs: 100 });
      leaving.resolve();
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      endWaits();
      await Promise.allSettled([last, late]);
      await answer(503);
      expect(await begin(100)).toBe(16);
    },
  );

  it("forgets a call that has waited as long as it may", async () => {
    const { limit, endWaits } = open();
    const { begin, answer } = traffic(limit);
    await begin(16);
    const late = limit.run(() => Promise.reject(new Error("Made")), { ...NOBODY, waitMs: 100 });
    endWaits();
    await expect(late).rejects.toThrow("Not done within 100 ms");
    expect([await answer(200), await begin(100)]).toEqual([0, 16]);
  });
});
