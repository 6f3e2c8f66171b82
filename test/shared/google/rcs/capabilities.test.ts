import { describe, expect, it } from "vitest";
import { readAgents } from "../../../../shared/base/agent.ts";
import { rcsCapabilities } from "../../../../shared/google/rcs/capabilities.ts";
import { openRcs } from "../../../../shared/google/rcs/open-rcs.ts";
import { toPhone } from "../../../support/api-stub.ts";
import { listen, type Said } from "../../../support/listen.ts";

const AGENTS = readAgents('[{"channel":"rcs","agent":"bank"},{"channel":"rcs","agent":"shop"}]');
const ADA = toPhone("+447700900123");
const MINUTE_MS = 60_000;
const DIALS = { status: 200, body: { features: ["ACTION_DIAL"] } };

async function open(answer: () => Said) {
  const { url, requests } = await listen(answer);
  const time = { ms: 0 };
  const capabilities = rcsCapabilities(openRcs(AGENTS, { base: url }), { now: () => new Date(time.ms) });
  return { capabilities, requests, time };
}

describe("rcsCapabilities()", () => {
  it("asks once in four hours about a phone", async () => {
    const { capabilities, requests, time } = await open(() => DIALS);
    await capabilities.check(ADA);
    time.ms = 239 * MINUTE_MS;
    expect(await capabilities.check(ADA)).toEqual({ type: "reachable", features: ["dial"] });
    expect(requests).toHaveLength(1);
    time.ms = 240 * MINUTE_MS;
    await capabilities.check(ADA);
    expect(requests).toHaveLength(2);
  });

  it("asks again after a quarter of an hour about a phone out of reach", async () => {
    const answers: Said[] = [404, 200];
    const { capabilities, time } = await open(() => answers.shift() ?? 500);
    expect(await capabilities.check(ADA)).toEqual({ type: "unreachable" });
    time.ms = 15 * MINUTE_MS;
    expect(await capabilities.check(ADA)).toEqual({ type: "reachable", features: [] });
  });

  it("asks again after a quarter of an hour about a phone that had no features", async () => {
    const answers: Said[] = [200, DIALS];
    const { capabilities, time } = await open(() => answers.shift() ?? 500);
    expect(await capabilities.check(ADA)).toEqual({ type: "reachable", features: [] });
    time.ms = 15 * MINUTE_MS;
    expect(await capabilities.check(ADA)).toEqual({ type: "reachable", features: ["dial"] });
  });

  it("asks for each agent and phone", async () => {
    const { capabilities, requests } = await open(() => 200);
    for (const to of [ADA, toPhone("+447700900123", "shop"), toPhone("+447700900124")]) await capabilities.check(to);
    expect(requests).toHaveLength(3);
  });

  it("remembers no failure", async () => {
    const answers: Said[] = [500, 200];
    const { capabilities } = await open(() => answers.shift() ?? 500);
    await capabilities.check(ADA).catch(() => undefined);
    expect(await capabilities.check(ADA)).toEqual({ type: "reachable", features: [] });
  });

  it("leaves out features that it does not know, and tells the carrier", async () => {
    const body = { features: ["ACTION_TELEPORT", "ACTION_DIAL"], carrier: "example-us-carrier" };
    const { capabilities } = await open(() => ({ status: 200, body }));
    expect(await capabilities.check(ADA)).toEqual({
      type: "reachable",
      features: ["dial"],
      carrier: "example-us-carrier",
    });
  });

  it.each<Said>([500, "reset"])("asks under another id with every try that meets %s", async (said) => {
    const { capabilities, requests } = await open(() => said);
    await capabilities.check(ADA).catch(() => undefined);
    const ids = requests.map(({ url }) => new URL(`${url}`, "http://x").searchParams.get("requestId"));
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
