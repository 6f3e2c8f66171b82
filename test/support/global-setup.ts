import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { findSdk, INSTALL_HINT, startEmulators } from "../../cli/emulators.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the emulators listen; `undefined` when this machine has none. */
    readonly emulators: { readonly pubsub: string; readonly firestore: string } | undefined;
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
  const [emulators] = await Promise.all([startEmulators(sdk), promisify(execFile)("node", ["tools/build/build.ts"])]);
  project.provide("emulators", { pubsub: emulators.pubsub, firestore: emulators.firestore });
  return () => emulators.close();
}
