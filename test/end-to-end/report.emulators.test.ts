import { describe, inject } from "vitest";
import { operatedEmulated } from "./operated-emulated.ts";
import { reportSuite } from "./report-suite.ts";

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("heliograph over the emulators", { timeout: 240_000, concurrent: true }, () => {
  if (hosts === undefined) return;
  reportSuite((bot) => operatedEmulated(bot, hosts));
});
