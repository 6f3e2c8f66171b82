import { describe, inject } from "vitest";
import { startEmulated } from "../support/emulated.ts";
import { endToEnd } from "./suite.ts";

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("over Google's emulators", () => {
  if (hosts !== undefined) endToEnd("the built bundles", () => startEmulated(hosts));
});
