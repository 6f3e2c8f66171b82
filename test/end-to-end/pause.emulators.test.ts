import { describe, inject } from "vitest";
import { operatedEmulated } from "./operated-emulated.ts";
import { pauseSuite } from "./pause-suite.ts";

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)(
  "heliograph pause over the emulators",
  { timeout: 300_000, concurrent: true },
  () => {
    if (hosts === undefined) return;
    pauseSuite((bot) => operatedEmulated(bot, hosts));
  },
);
