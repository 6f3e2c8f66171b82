import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { LOOPBACK_HOST } from "../shared/base/loopback.ts";

/** Below the ports that Linux, macOS and Windows give to whoever asks for any. */
const [FIRST, END] = [10_000, 32_768];
const MAX_TRIES = 100;

/**
 * A port that was free a moment ago. Nobody who asks the system for any port gets it, so that it stays free until it is
 * listened on, and while its process is started again.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const port = randomInt(FIRST, END);
    if (await isFree(port)) return port;
  }
  throw new Error("No free port on the loopback");
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, LOOPBACK_HOST);
  try {
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}
