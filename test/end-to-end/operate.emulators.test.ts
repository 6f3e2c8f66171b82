import { describe, inject } from "vitest";
import { operateSuite } from "./operate-suite.ts";
import { operatedEmulated } from "./operated-emulated.ts";

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("heliograph over the emulators", { timeout: 240_000, concurrent: true }, () => {
  if (hosts === undefined) return;
  operateSuite((bot) => operatedEmulated(bot, hosts));
});
