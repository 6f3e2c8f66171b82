import { describe, inject } from "vitest";
import { startEmulated } from "../support/emulated.ts";
import { ingressTable } from "./ingress-suite.ts";

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("over Google's emulators", () => {
  if (hosts !== undefined) ingressTable("the built ingress", (tokens) => startEmulated(hosts, tokens));
});
