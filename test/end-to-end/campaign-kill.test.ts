import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../shared/google/clock.ts";
import { startPlatform } from "../../simulator/platform.ts";
import { startHeliograph } from "../support/run-heliograph.ts";
import { anyFolder } from "../support/temporary-folder.ts";
import { sendThroughKills, startCampaignProcess } from "./campaign-kill-suite.ts";

/** CAMPAIGN_PEOPLE=10000 takes some minutes. */
const PEOPLE = Number(process.env.CAMPAIGN_PEOPLE ?? 300);

describe("a campaign", { timeout: 300_000 + PEOPLE * 200 }, () => {
  it(`of ${PEOPLE} people that is killed ten times, the command and npm start by turns, reaches each of them once`, async () => {
    const platform = await startPlatform({ clock: systemClock });
    const file = join(anyFolder(), "local.sqlite");
    await using running = await startCampaignProcess(file, platform.url);
    const start = (...args: readonly string[]) => startHeliograph([...args, "--data", file]);
    const report = await sendThroughKills({ platform, start, restart: running.restart }, PEOPLE);
    expect(report).toMatchObject({
      type: "report",
      people: PEOPLE,
      published: PEOPLE,
      sent: PEOPLE,
      notTaken: 0,
      left: 0,
    });
    await platform.close();
  });
});
