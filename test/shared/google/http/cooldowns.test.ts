import { describe, expect, it } from "vitest";
import { type Address, agentId } from "../../../../shared/base/ids.ts";
import { openHolds } from "../../../../shared/google/http/cooldowns.ts";

const URL = "https://api.example/v1/phones/x/agentMessages?messageId=1";
const BANK = agentId("rcs", "bank");
const ADA = { agent: BANK, address: "+447700900123" as Address, url: URL };
const BOB = { ...ADA, address: "+447700900124" as Address };

function open() {
  const time = { ms: 0 };
  const holds = openHolds({ now: () => new Date(time.ms) });
  const learn = (whom: Parameters<typeof holds.leftMs>[0], status: number, retryAfter?: string) =>
    holds.learn(whom, { status, retryAfter, body: "" });
  return { holds, learn, time };
}

describe("openHolds()", () => {
  it("holds calls about a user for as long as Google says", () => {
    const { holds, learn, time } = open();
    learn(ADA, 429, "60");
    const first = holds.leftMs(ADA);
    time.ms = 59_000;
    const later = holds.leftMs({ ...ADA, url: `${URL}2` });
    time.ms = 60_000;
    expect([first, later, holds.leftMs(ADA)]).toEqual([60_000, 1000, 0]);
  });

  it("lets other users' calls pass, and the user's with another agent", () => {
    const { holds, learn } = open();
    learn(ADA, 429, "60");
    expect([holds.leftMs(BOB), holds.leftMs({ ...ADA, agent: agentId("rcs", "shop") })]).toEqual([0, 0]);
  });

  it("holds all calls of an agent whose API is down", () => {
    const { holds, learn } = open();
    learn(ADA, 503, "60");
    expect([holds.leftMs(BOB), holds.leftMs({ ...ADA, agent: agentId("rcs", "shop") })]).toEqual([60_000, 0]);
  });

  it("holds calls about nobody by their method", () => {
    const { holds, learn } = open();
    const check = { agent: BANK, url: "https://api.example/v1/users:batchGet" };
    learn(check, 429, "60");
    expect([holds.leftMs(check), holds.leftMs({ agent: BANK, url: "https://api.example/v1/files" })]).toEqual([
      60_000, 0,
    ]);
  });

  it.each([
    [429, undefined],
    [429, "soon"],
    [429, "0"],
    [500, "60"],
    [200, "60"],
  ])("holds nothing after %i with Retry-After %s", (status, retryAfter) => {
    const { holds, learn } = open();
    learn(ADA, status, retryAfter);
    expect(holds.leftMs(ADA)).toBe(0);
  });

  it("asks again after ten minutes, whatever was said", () => {
    const { holds, learn } = open();
    learn(ADA, 503, "99999999999999");
    expect(holds.leftMs(ADA)).toBe(600_000);
  });

  it("forgets the oldest of very many", () => {
    const { holds, learn } = open();
    learn(ADA, 429, "60");
    for (let user = 0; user < 10_000; user += 1) learn({ ...ADA, address: `${user}` as Address }, 429, "60");
    expect([holds.leftMs(ADA), holds.leftMs({ ...ADA, address: "0" as Address })]).toEqual([0, 60_000]);
  });
});
