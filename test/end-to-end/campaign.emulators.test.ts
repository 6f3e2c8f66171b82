import { describe, inject } from "vitest";
import { campaignSuite } from "./campaign-suite.ts";
import { operatedEmulated } from "./operated-emulated.ts";

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("heliograph over the emulators", { timeout: 240_000 }, () => {
  if (hosts === undefined) return;
  campaignSuite((bot) => operatedEmulated(bot, hosts));
});
