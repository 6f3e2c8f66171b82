import { describe, inject } from "vitest";
import { startEmulated } from "../support/emulated.ts";
import { underFaults } from "./faults-suite.ts";

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("over Google's emulators", () => {
  if (hosts !== undefined) underFaults("the built bundles under faults", () => startEmulated(hosts));
});
