import { describe, expect, inject, it } from "vitest";
import { botOf, echo } from "../support/bots.ts";
import { sendThroughKills } from "./campaign-kill-suite.ts";
import { operatedEmulated } from "./operated-emulated.ts";

/** CAMPAIGN_PEOPLE=500 takes some minutes. */
const PEOPLE = Number(process.env.CAMPAIGN_PEOPLE ?? 100);

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("a campaign over the emulators", { timeout: 300_000 + PEOPLE * 500 }, () => {
  if (hosts === undefined) return;
  it(`of ${PEOPLE} people whose command is killed ten times reaches each of them once`, async () => {
    await using system = await operatedEmulated(botOf(echo), hosts);
    const { platform, start } = system;
    const report = await sendThroughKills({ platform, start }, PEOPLE);
    expect(report).toMatchObject({ type: "report", people: PEOPLE, published: PEOPLE, notTaken: 0, left: 0 });
  });
});
