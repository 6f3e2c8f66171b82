import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { findSdk, INSTALL_HINT, startEmulators } from "../../cli/emulators.ts";
import type { Emulated } from "./emulated.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the emulators listen, and the functions are that were built with the test bot; `undefined` when this machine has none. */
    readonly emulators: Emulated | undefined;
  }
}

/** Builds the bundles and starts the emulators once for all tests that need them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const sdk = await findSdk();
  if (sdk === undefined) {
    const missing = `No official emulators of Pub/Sub and Firestore found: ${INSTALL_HINT}`;
    if (process.env.CI) throw new Error(missing);
    console.warn(
      `\nSKIPPED: every test of the built bundles and over Google's emulators; the same claims are tested embedded. ${missing}\n`,
    );
    project.provide("emulators", undefined);
    return async () => {};
  }
  const bundles = await mkdtemp(join(tmpdir(), "bundles-"));
  const build = ["tools/build/build.ts", "--out", bundles, "--bot", "test/support/test-bot.ts"];
  const [emulators] = await Promise.all([startEmulators(sdk), promisify(execFile)("node", build)]);
  project.provide("emulators", { pubsub: emulators.pubsub, firestore: emulators.firestore, bundles });
  return async () => {
    await emulators.close();
    await rm(bundles, { recursive: true });
  };
}
