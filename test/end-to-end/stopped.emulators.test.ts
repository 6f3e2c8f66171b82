import { describe, inject } from "vitest";
import { operatedEmulated } from "./operated-emulated.ts";
import { stoppedSuite } from "./stopped-suite.ts";

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("heliograph over the emulators", { timeout: 400_000, concurrent: true }, () => {
  if (hosts === undefined) return;
  stoppedSuite((bot) => operatedEmulated(bot, hosts));
});
