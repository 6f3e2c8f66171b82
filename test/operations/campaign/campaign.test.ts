import { describe, expect, it } from "vitest";
import { planCampaign } from "../../../operations/campaign/plan-campaign.ts";
import { runCampaign } from "../../../operations/campaign/run-campaign.ts";
import type { Publisher } from "../../../shared/ports/publisher.ts";
import { storedPauses } from "../../../shared/store/pauses.ts";
import {
  CAMPAIGN_AGENT as AGENT,
  DAY,
  DELHI,
  LONDON,
  NEW_YORK,
  NIGHT,
  openDeployment,
  phonesOf,
  runOf,
} from "../../support/campaign-deployment.ts";

describe("a campaign", () => {
  it("waits until it is day wherever a phone of that prefix may be", async () => {
    const { ask, published } = openDeployment();
    const facts = await Array.fromAsync(ask(runCampaign, runOf([NEW_YORK, LONDON, DELHI], { hours: DAY })));
    const hours = new Map(published.map(({ to, at }) => [to, at.toISOString().slice(11, 16)]));
    // In Honolulu it is 8 at 18:00, when it is 14:30 in St. John's.
    expect([...hours]).toEqual([
      [DELHI, "03:00"],
      [LONDON, "08:00"],
      [NEW_YORK, "18:00"],
    ]);
    expect(facts).toContainEqual({ type: "waiting", why: "night", left: 2, until: "2026-01-15T08:00:00.000Z" });
  });

  it.each([
    ["spring", "2026-03-29T00:30:00Z", "2026-03-29T07:00:00.000Z"],
    ["autumn", "2026-10-25T00:30:00Z", "2026-10-25T08:00:00.000Z"],
  ])("begins the day at 8 by the clock that was set in the night, in %s", async (_season, night, morning) => {
    const { ask, published, operator } = openDeployment();
    await operator.clock.sleep(Date.parse(night) - NIGHT.getTime());
    await Array.fromAsync(ask(runCampaign, runOf([LONDON], { hours: DAY })));
    expect(published.map(({ at }) => at.toISOString())).toEqual([morning]);
  });

  it("keeps other hours for the prefixes that have some", async () => {
    const { ask, published } = openDeployment();
    const hoursOf = [{ prefix: "91", from: 10, to: 19 }];
    await Array.fromAsync(ask(runCampaign, runOf([DELHI], { hours: DAY, hoursOf })));
    expect(published.map(({ at }) => at.toISOString().slice(11, 16))).toEqual(["04:30"]);
  });

  it("sends no more on a day than the agent may, and goes on with the next", async () => {
    const { ask, published } = openDeployment();
    await Array.fromAsync(ask(runCampaign, runOf(phonesOf(7), { dailyLimit: 3 })));
    expect(published.map(({ at }) => at.getUTCDate())).toEqual([15, 15, 15, 16, 16, 16, 17]);
  });

  it("keeps to the agent's day also beside another campaign of the agent", async () => {
    const { ask, published } = openDeployment();
    const summer = { dailyLimit: 3, name: "summer" };
    const beside = { ...runOf(["+447700800001"], summer, "run-2"), waits: false };
    const told: unknown[] = [];
    for await (const { type } of ask(runCampaign, runOf(phonesOf(4), { dailyLimit: 3 })))
      if (type === "progress" && told.length === 0) told.push(...(await Array.fromAsync(ask(runCampaign, beside))));
    expect(told).toContainEqual(expect.objectContaining({ type: "waiting", why: "daily-limit" }));
    expect(published.map(({ at }) => at.getUTCDate())).toEqual([15, 15, 15, 16]);
  });

  it("waits while outbound requests are paused", async () => {
    const { ask, operator, published } = openDeployment();
    const pauses = storedPauses(operator.documents);
    await pauses.add({ scope: { type: "outbound" }, since: NIGHT, by: "ann" });
    for await (const fact of ask(runCampaign, runOf(phonesOf(2)))) {
      if (fact.type !== "waiting") continue;
      expect([fact.why, published]).toEqual(["outbound-paused", []]);
      await pauses.remove({ type: "outbound" });
    }
    expect(published).toHaveLength(2);
  });

  it("tells only the new ones when the list has grown, and nobody when it has not", async () => {
    const { ask, published } = openDeployment();
    await Array.fromAsync(ask(runCampaign, runOf(phonesOf(3))));
    await Array.fromAsync(ask(runCampaign, runOf(phonesOf(5))));
    const facts = await Array.fromAsync(ask(runCampaign, runOf(phonesOf(5))));
    expect(published.map(({ to }) => to)).toEqual(phonesOf(5));
    expect(facts.at(-1)).toMatchObject({ type: "report", people: 5, published: 5, left: 0, notTaken: 0 });
  });

  it("refuses a longer list once history may have forgotten who was told", async () => {
    const { ask, operator, published } = openDeployment();
    await Array.fromAsync(ask(runCampaign, runOf(phonesOf(2))));
    await operator.clock.sleep(38 * 86_400_000);
    await expect(Array.fromAsync(ask(runCampaign, runOf(phonesOf(3))))).rejects.toThrow(/history may have forgotten/);
    await Array.fromAsync(ask(runCampaign, runOf(phonesOf(2))));
    expect(published).toHaveLength(2);
  });

  it("refuses to say something else under the same name", async () => {
    const { ask, published } = openDeployment();
    await Array.fromAsync(ask(runCampaign, runOf(phonesOf(1))));
    const other = runOf(phonesOf(2), { template: { agent: AGENT, reply: "Bye." } });
    await expect(Array.fromAsync(ask(runCampaign, other))).rejects.toThrow(/says something else now/);
    await expect(Array.fromAsync(ask(planCampaign, other.campaign))).rejects.toThrow(/says something else now/);
    expect(published).toHaveLength(1);
  });

  it("tries again what Pub/Sub has not taken", async () => {
    let failures = 0;
    const fails = (to: string) => to.endsWith("4") && ++failures < 4;
    const { ask, published } = openDeployment({ fails });
    await Array.fromAsync(ask(runCampaign, runOf(phonesOf(30))));
    expect(new Set(published.map(({ to }) => to))).toEqual(new Set(phonesOf(30)));
    expect(published).toHaveLength(30);
  });

  it("ends a run when another one has taken over", async () => {
    const { ask, published } = openDeployment();
    const facts = [];
    const older = async () => {
      for await (const fact of ask(runCampaign, runOf(phonesOf(40)))) {
        facts.push(fact);
        if (facts.length === 2) await Array.fromAsync(ask(runCampaign, runOf(phonesOf(40), {}, "run-2")));
      }
    };
    await expect(older()).rejects.toThrow(/Another run goes on with the campaign spring/);
    expect(published).toHaveLength(40);
  });

  it("is not held up by a request that has died, and tells how many have", async () => {
    const { operator } = openDeployment();
    const [, dead] = phonesOf(2);
    const publisher: Publisher = {
      publish: async (topic, message) =>
        Buffer.from(message.bytes).includes(`"${dead}"`) ? undefined : operator.publisher.publish(topic, message),
    };
    const request = runCampaign.read({ value: runOf(phonesOf(200)), path: "" });
    const run = runCampaign.run(request, { ...operator, publisher }, new AbortController().signal);
    expect((await Array.fromAsync(run)).at(-1)).toMatchObject({ type: "report", published: 200, notTaken: 1, left: 0 });
    expect(operator.clock.now().getTime() - NIGHT.getTime()).toBeLessThan(60_000);
  });

  it("goes on at its pace when its clock is set back", async () => {
    const { operator } = openDeployment();
    let backMs = 0;
    let sleptMs = 0;
    const clock: typeof operator.clock = {
      ...operator.clock,
      now: () => new Date(operator.clock.now().getTime() - backMs),
      sleep: async (ms) => {
        sleptMs += ms;
        await operator.clock.sleep(ms);
      },
    };
    const request = runCampaign.read({ value: runOf(phonesOf(40)), path: "" });
    for await (const fact of runCampaign.run(request, { ...operator, clock }, new AbortController().signal))
      if (fact.type === "progress") backMs += 3_600_000;
    expect(sleptMs).toBeLessThan(60_000);
  });

  it("goes slower while what it publishes is not taken", async () => {
    const { operator } = openDeployment();
    const slow = { ...operator, publisher: { publish: async () => undefined } };
    const request = runCampaign.read({ value: runOf(phonesOf(100)), path: "" });
    const rates: number[] = [];
    for await (const fact of runCampaign.run(request, slow, new AbortController().signal)) {
      if (fact.type === "progress") rates.push(fact.rate);
      if (rates.length === 4) break;
    }
    expect(rates).toEqual([5, 2, 1, 1]);
  });
});
