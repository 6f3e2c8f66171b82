import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Surroundings } from "./commands.ts";
import { startGoogle } from "./google-stand-in.ts";
import { openPubsub } from "./pubsub-emulator.ts";
import { takeLoadCore } from "./server-process.ts";
import { PEERS_FOLDER, setStage } from "./stage.ts";
import { makeCertificate } from "./tls-certificate.ts";

/** Builds and installs functions, and starts what stands for Google; runs with all that, and leaves nothing of it. */
export async function openSurroundings<T>(
  functions: readonly string[],
  emulators: { readonly firestore: string; readonly pubsub: string } | undefined,
  run: (around: Surroundings) => Promise<T>,
): Promise<T> {
  takeLoadCore();
  const folder = await mkdtemp(join(tmpdir(), "heliograph-bench-"));
  try {
    const stage = await setStage(folder, functions);
    const certificate = makeCertificate(folder);
    const firestore = emulators?.firestore;
    const google = await startGoogle(firestore, certificate);
    const pubsub = emulators && (await openPubsub(emulators.pubsub));
    const result = await run({ stage, peers: PEERS_FOLDER, google, certificate, firestore, pubsub });
    google.close();
    return result;
  } finally {
    await rm(folder, { recursive: true });
  }
}
