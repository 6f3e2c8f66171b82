import { describe, expect, it } from "vitest";
import { type Address, agentId } from "../../../../shared/base/ids.ts";
import { openCooldowns } from "../../../../shared/google/http/cooldowns.ts";

const METHOD = "phones.agentMessages.create";
const BANK = agentId("rcs", "bank");
const ADA = { agent: BANK, address: "+447700900123" as Address, method: METHOD };
const BOB = { ...ADA, address: "+447700900124" as Address };

function open() {
  const time = { ms: 0 };
  const cooldowns = openCooldowns({ now: () => new Date(time.ms) });
  const record = (target: Parameters<typeof cooldowns.leftMs>[0], status: number, retryAfter?: string) =>
    cooldowns.record(target, { status, retryAfter, body: "" });
  return { cooldowns, record, time };
}

describe("openCooldowns()", () => {
  it("holds calls about a user for as long as Google says", () => {
    const { cooldowns, record, time } = open();
    record(ADA, 429, "60");
    const first = cooldowns.leftMs(ADA);
    time.ms = 59_000;
    const later = cooldowns.leftMs({ ...ADA, method: "phones.agentEvents.create" });
    time.ms = 60_000;
    expect([first, later, cooldowns.leftMs(ADA)]).toEqual([60_000, 1000, 0]);
  });

  it("lets other users' calls pass, and the user's with another agent", () => {
    const { cooldowns, record } = open();
    record(ADA, 429, "60");
    expect([cooldowns.leftMs(BOB), cooldowns.leftMs({ ...ADA, agent: agentId("rcs", "shop") })]).toEqual([0, 0]);
  });

  it("holds all calls of a method that is down, and no others", () => {
    const { cooldowns, record } = open();
    record(ADA, 503, "60");
    const others = [
      { ...ADA, agent: agentId("rcs", "shop") },
      { ...ADA, method: "phones.agentEvents.create" },
    ];
    expect([BOB, ...others].map(cooldowns.leftMs)).toEqual([2000, 0, 0]);
  });

  it("lets one call through now and then, as a probe", () => {
    const { cooldowns, record, time } = open();
    record(ADA, 503, "200");
    time.ms = 2000;
    expect([cooldowns.leftMs(BOB), cooldowns.leftMs(ADA)]).toEqual([0, 4000]);
    record(BOB, 503, "200");
    expect(cooldowns.leftMs(ADA)).toBe(4000);
  });

  it("ends for everybody when a probe is answered", () => {
    const { cooldowns, record, time } = open();
    record(ADA, 503, "200");
    time.ms = 2000;
    cooldowns.leftMs(BOB);
    record(BOB, 200);
    expect(cooldowns.leftMs(ADA)).toBe(0);
  });

  it("probes once a minute at most", () => {
    const { cooldowns, record, time } = open();
    record(ADA, 503, "600");
    const probes: number[] = [];
    for (let seconds = 0; seconds < 600; seconds += 1) {
      time.ms = seconds * 1000;
      if (cooldowns.leftMs(BOB) === 0) probes.push(seconds);
    }
    expect(probes).toEqual([2, 6, 14, 30, 62, 122, 182, 242, 302, 362, 422, 482, 542]);
  });

  it("holds calls about nobody by their method", () => {
    const { cooldowns, record } = open();
    const check = { agent: BANK, method: "users.batchGet" };
    record(check, 429, "60");
    expect([cooldowns.leftMs(check), cooldowns.leftMs({ agent: BANK, method: "files.create" })]).toEqual([60_000, 0]);
  });

  it.each([
    [429, undefined],
    [429, "soon"],
    [429, "0"],
    [500, "60"],
    [200, "60"],
  ])("holds nothing after %i with Retry-After %s", (status, retryAfter) => {
    const { cooldowns, record } = open();
    record(ADA, status, retryAfter);
    expect(cooldowns.leftMs(ADA)).toBe(0);
  });

  it("asks again after ten minutes, whatever was said", () => {
    const { cooldowns, record } = open();
    record(ADA, 429, "99999999999999");
    expect(cooldowns.leftMs(ADA)).toBe(600_000);
  });

  it("forgets the oldest of very many", () => {
    const { cooldowns, record } = open();
    record(ADA, 429, "60");
    for (let user = 0; user < 10_000; user += 1) record({ ...ADA, address: `${user}` as Address }, 429, "60");
    expect([cooldowns.leftMs(ADA), cooldowns.leftMs({ ...ADA, address: "0" as Address })]).toEqual([0, 60_000]);
  });
});
