import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { findChromium } from "./test/support/find-chromium.ts";
import { LongestFirst } from "./test/support/longest-first.ts";

/** What runs over Google's emulators and the built bundles; everything else but Terraform's tests needs nothing installed. */
const SYSTEM = ["test/**/*.google.test.ts", "test/**/*.emulators.test.ts"];

/** What runs in a real browser. */
const PAGE = "test/page/**/*.page.test.ts";

// Hundreds of processes of ours are started: each loads in half the time what another one has compiled.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, "node_modules/.cache/compile");

export default defineConfig({
  test: {
    // Much of the time is spent waiting for emulators and for processes that are killed: two cores bear four workers.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { name: "architecture", include: ["test/architecture.test.ts"] } },
      {
        test: {
          name: "embedded",
          include: ["{bot,examples,test}/**/*.test.ts"],
          exclude: ["**/node_modules/**", "test/architecture.test.ts", "test/terraform/**", PAGE, ...SYSTEM],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "terraform",
          include: ["test/terraform/**/*.test.ts"],
          globalSetup: ["test/terraform/global-setup.ts"],
          // A plan takes a core.
          maxConcurrency: 2,
          // On a machine that is busy with something else, too.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "page",
          // A browser on a busy machine takes its time: these end what hangs, and nothing else.
          expect: { poll: { timeout: 30_000 } },
          include: [PAGE],
          // Its set-up says so, or fails.
          exclude: findChromium() === undefined ? [PAGE] : [],
          globalSetup: ["test/page/global-setup.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: "emulators",
          include: SYSTEM,
          globalSetup: ["test/support/global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxConcurrency: 40,
          env: { METADATA_SERVER_DETECTION: "none" },
        },
      },
    ],
  },
});
