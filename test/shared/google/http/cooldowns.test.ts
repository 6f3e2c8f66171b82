import { describe, expect, it } from "vitest";
import { type Address, agentId } from "../../../../shared/base/ids.ts";
import { openCooldowns } from "../../../../shared/google/http/cooldowns.ts";
import { virtualClock } from "../../../support/virtual-clock.ts";

const METHOD = "phones.agentMessages.create";
const BANK = agentId("rcs", "bank");
const ADA = { agent: BANK, address: "+447700900123" as Address, method: METHOD };
const BOB = { ...ADA, address: "+447700900124" as Address };
const START = new Date("2026-11-20T10:15:00Z");
const SECOND = 1000;

type Target = Parameters<ReturnType<typeof openCooldowns>["wait"]>[0];

function open() {
  const clock = virtualClock(START);
  const cooldowns = openCooldowns(clock);
  const seconds = () => (clock.now().getTime() - START.getTime()) / SECOND;
  return {
    advance: (bySeconds: number) => clock.advance(bySeconds * SECOND),
    record: (target: Target, status: number, retryAfter?: string) => cooldowns.record(target, { status, retryAfter }),
    loseAnswer: (target: Target) => cooldowns.record(target, undefined),
    /** The second at which a call is made that may wait so long; "held" when it is not. */
    call: (target: Target, mostSeconds = 0): Promise<number | "held"> =>
      cooldowns.wait(target, mostSeconds * SECOND).then(seconds, () => "held" as const),
  };
}

describe("openCooldowns()", () => {
  it.each([
    ["about a user", 429],
    ["of a method", 503],
  ])("holds calls %s for as long as Google says", async (_what, status) => {
    const { record, call, advance } = open();
    record(ADA, status, "1");
    expect([await call(ADA), await call(ADA, 0.9)]).toEqual(["held", "held"]);
    await advance(1);
    expect([await call(ADA), await call(ADA)]).toEqual([1, 1]);
  });

  it("lets other users' calls pass, the user's other methods, and the user's with another agent", async () => {
    const { record, call } = open();
    record(ADA, 429, "60");
    const others = [BOB, { ...ADA, method: "phones.agentEvents.create" }, { ...ADA, agent: agentId("rcs", "shop") }];
    expect(await Promise.all(others.map((other) => call(other)))).toEqual([0, 0, 0]);
  });

  it("holds all calls of a method that is down, and no others", async () => {
    const { record, call } = open();
    record(ADA, 503, "60");
    const others = [BOB, { ...ADA, agent: agentId("rcs", "shop") }, { ...ADA, method: "phones.agentEvents.create" }];
    expect(await Promise.all(others.map((other) => call(other)))).toEqual(["held", 0, 0]);
  });

  it.each([
    ["a user's 429", 429, ADA],
    ["a method's 503", 503, BOB],
  ])("lets one call after %s ahead as a probe, and has the others wait for its end", async (_what, status, other) => {
    const { record, call, advance } = open();
    record(ADA, status, "200");
    const calls = [call(other, 4), call(other, 4)];
    await advance(2);
    expect(await calls[0]).toBe(2);
    await advance(1);
    record(other, 200);
    expect(await calls[1]).toBe(3);
  });

  it("gives up what waits for a probe that is not answered in time", async () => {
    const { record, call, advance } = open();
    record(ADA, 503, "200");
    const calls = [call(ADA, 4), call(BOB, 3)];
    await advance(3);
    expect(await Promise.all(calls)).toEqual([2, "held"]);
  });

  it.each([
    ["without Retry-After", 503, undefined],
    ["as 500", 500, "1"],
  ])("goes on when a probe is refused %s", async (_how, status, retryAfter) => {
    const { record, call, advance } = open();
    record(ADA, 503, "200");
    await advance(2);
    await call(BOB);
    record(BOB, status, retryAfter);
    await advance(3.9);
    expect(await call(ADA)).toBe("held");
    await advance(0.1);
    expect(await call(ADA)).toBe(6);
  });

  it("goes on when a probe gets no answer", async () => {
    const { record, loseAnswer, call, advance } = open();
    record(ADA, 503, "200");
    await advance(2);
    await call(BOB);
    loseAnswer(BOB);
    expect(await call(ADA, 3)).toBe("held");
  });

  it("takes the end from the newest word of Google", async () => {
    const { record, call, advance } = open();
    record(ADA, 503, "200");
    await advance(2);
    await call(BOB);
    record(BOB, 503, "3");
    await advance(3);
    expect([await call(ADA), await call(BOB)]).toEqual([5, 5]);
  });

  it("ends a method's cooldown, and no user's, when Google wants fewer calls about one user", async () => {
    const { record, call } = open();
    record(ADA, 503, "200");
    record(BOB, 429, "60");
    expect([await call(ADA), await call(BOB)]).toEqual([0, "held"]);
  });

  it("ends no user's cooldown while the method is down", async () => {
    const { record, call, advance } = open();
    record(ADA, 429, "60");
    record(ADA, 503, "1");
    await advance(1);
    expect([await call(ADA), await call(BOB)]).toEqual(["held", 1]);
  });

  it("probes once a minute at most", async () => {
    const { record, call, advance } = open();
    record(ADA, 503, "600");
    const probes: unknown[] = [];
    for (let seconds = 0; seconds < 600; seconds += 1) {
      const made = await call(BOB);
      if (made !== "held") probes.push(made);
      await advance(1);
    }
    expect(probes).toEqual([2, 6, 14, 30, 62, 122, 182, 242, 302, 362, 422, 482, 542]);
  });

  it("holds calls about nobody by their method", async () => {
    const { record, call } = open();
    const check = { agent: BANK, method: "users.batchGet" };
    record(check, 429, "60");
    expect([await call(check), await call({ agent: BANK, method: "files.create" })]).toEqual(["held", 0]);
  });

  it.each([
    [429, undefined],
    [429, "soon"],
    [429, "0"],
    [503, undefined],
    [500, "60"],
    [200, "60"],
  ])("holds nothing after %i with Retry-After %s", async (status, retryAfter) => {
    const { record, call } = open();
    record(ADA, status, retryAfter);
    expect([await call(ADA), await call(BOB)]).toEqual([0, 0]);
  });

  it("has ended after ten minutes, whatever was said", async () => {
    const { record, call, advance } = open();
    record(ADA, 429, "99999999999999");
    await advance(600);
    expect([await call(ADA), await call(ADA)]).toEqual([600, 600]);
  });

  it("forgets the oldest of very many", async () => {
    const { record, call } = open();
    record(ADA, 429, "60");
    for (let user = 0; user < 10_000; user += 1) record({ ...ADA, address: `${user}` as Address }, 429, "60");
    expect([await call(ADA), await call({ ...ADA, address: "0" as Address })]).toEqual([0, "held"]);
  });
});
