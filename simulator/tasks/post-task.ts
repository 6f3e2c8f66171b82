import type { TaskRequest } from "./task-queue.ts";

const TIMEOUT_MS = 30_000;

/** Makes the request of a due task over the network. */
export async function postTask({ url, method, headers, body }: TaskRequest): Promise<{ readonly status: number }> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { method, headers, body: new Uint8Array(body), redirect: "manual", signal });
  await response.body?.cancel();
  return response;
}
