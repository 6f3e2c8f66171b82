import { describe, expect, it } from "vitest";
import { readAgents } from "../../../../shared/base/agent.ts";
import { type Address, agentId } from "../../../../shared/base/ids.ts";
import { openRcs } from "../../../../shared/google/rcs/open-rcs.ts";
import { regionOf } from "../../../../shared/google/rcs/region.ts";

describe("regionOf()", () => {
  it.each([
    ["+12025550123", "us"],
    ["+27110000000", "europe"],
    ["+33100000000", "europe"],
    ["+447700900123", "europe"],
    ["+5511900000000", "us"],
    ["+61400000000", "asia"],
    ["+74950000000", "europe"],
    ["+81300000000", "asia"],
    ["+972500000000", "asia"],
  ])("knows where %s belongs", (phone, region) => expect(regionOf(phone as Address)).toBe(region));
});

describe("openRcs()", () => {
  it.each([
    [undefined, "https://rcsbusinessmessaging.googleapis.com"],
    ["us", "https://us-rcsbusinessmessaging.googleapis.com"],
    ["europe", "https://europe-rcsbusinessmessaging.googleapis.com"],
    ["asia", "https://asia-rcsbusinessmessaging.googleapis.com"],
  ] as const)("calls the host of %s", (region, base) => expect(openRcs([], {}).apiOf(region).base).toBe(base));

  it("opens each host once, whoever asks for it", () => {
    const rcs = openRcs(readAgents('[{"channel":"rcs","agent":"bank","region":"us"}]'), {});
    expect(rcs.findAgent(agentId("rcs", "bank")).api).toBe(rcs.apiOf("us"));
  });
});
