import { describe, expect, it } from "vitest";
import { readAgents } from "../../../../shared/base/agent.ts";
import { type Address, agentId } from "../../../../shared/base/ids.ts";
import { openRcs } from "../../../../shared/google/rcs/open-rcs.ts";
import { rcsReach } from "../../../../shared/google/rcs/reach.ts";
import { listen, type Taken } from "../../../support/listen.ts";
import { rcsCall } from "../../../support/outbound-fixtures.ts";

const AGENTS = readAgents('[{"channel":"rcs","agent":"bank@rbm.goog"}]');
const BANK = agentId("rcs", "bank");

/** So many different phones whose country code begins with a digit. */
function phones(count: number, digit = 4): readonly Address[] {
  return Array.from({ length: count }, (_, index) => `+${digit}${7700900000 + index}` as Address);
}

function users({ body }: Taken): readonly string[] {
  return (body as { readonly users: readonly string[] }).users;
}

describe("rcsReach()", () => {
  it("asks as recorded", async () => {
    const { request, response } = rcsCall("users.batchGet");
    const { url, requests } = await listen(() => response);
    const found = await rcsReach(openRcs(AGENTS, { base: url })).findReachable(BANK, phones(500));
    expect(found).toEqual({ reachable: ["+447700900123"], sampled: 0, sampledReachable: 0 });
    expect(requests).toMatchObject([{ method: request.method, url: "/v1/users:batchGet" }]);
    expect(requests[0]?.body).toEqual({ users: phones(500), agentId: "bank" });
  });

  it("asks about a repeated phone once", async () => {
    const { url, requests } = await listen(() => 200);
    await rcsReach(openRcs(AGENTS, { base: url })).findReachable(BANK, [...phones(500), ...phones(500)]);
    expect(requests.map((request) => users(request).length)).toEqual([500]);
  });

  it("asks about at most 10,000 phones at once, and never about too few", async () => {
    const { url, requests } = await listen(() => 200);
    await rcsReach(openRcs(AGENTS, { base: url })).findReachable(BANK, phones(20_001));
    expect(requests.map((request) => users(request).length)).toEqual([6667, 6667, 6667]);
    expect(new Set(requests.flatMap(users)).size).toBe(20_001);
  });

  it("asks about each region alone, and adds the answers up", async () => {
    const { url, requests } = await listen((request) => ({
      status: 200,
      body: {
        reachableUsers: users(request).slice(0, 1),
        totalRandomSampleUserCount: 375,
        reachableRandomSampleUserCount: "100",
      },
    }));
    const found = await rcsReach(openRcs(AGENTS, { base: url })).findReachable(BANK, [
      ...phones(500, 1),
      ...phones(500),
      ...phones(500, 9),
    ]);
    expect(requests.map((request) => users(request)[0]?.slice(0, 2))).toEqual(["+1", "+4", "+9"]);
    expect(found).toEqual({
      reachable: ["+17700900000", "+47700900000", "+97700900000"],
      sampled: 1125,
      sampledReachable: 300,
    });
  });

  it("takes an answer that names every phone several times over", async () => {
    const { url } = await listen((request) => {
      const reachableUsers = users(request);
      const carriers = Array.from({ length: 6 }, (_, index) => [`carrier-${index}`, { reachableUsers }]);
      const body = JSON.stringify({ reachableUsers, reachableUsersMap: Object.fromEntries(carriers) }, null, 2);
      return { status: 200, body };
    });
    const { reachable } = await rcsReach(openRcs(AGENTS, { base: url })).findReachable(BANK, phones(10_000, 1));
    expect(reachable).toHaveLength(10_000);
  });

  it("refuses fewer than 500 phones of a region before it asks about any", async () => {
    const { url, requests } = await listen(() => 200);
    const asking = rcsReach(openRcs(AGENTS, { base: url })).findReachable(BANK, [...phones(500), ...phones(499, 6)]);
    await expect(asking).rejects.toThrow(
      "Cannot check the phones of region asia: expected at least 500 different ones, got 499; check each one's capabilities instead",
    );
    expect(requests).toEqual([]);
  });

  it("refuses what is no phone number, without quoting it", async () => {
    const asking = rcsReach(openRcs(AGENTS, { base: "http://127.0.0.1:1" })).findReachable(BANK, [
      ...phones(500),
      "0770" as Address,
    ]);
    await expect(asking).rejects.toThrow(/^(?!.*0770)/);
  });

  it("rejects an agent that is not configured, for now", async () => {
    const asking = rcsReach(openRcs(AGENTS, { base: "http://127.0.0.1:1" })).findReachable(
      agentId("rcs", "other"),
      phones(500),
    );
    await expect(asking).rejects.toThrow("AGENTS lacks it");
  });
});
