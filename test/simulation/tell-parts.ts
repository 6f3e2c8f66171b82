import { Worker } from "node:worker_threads";
import type { Part, ToldPart } from "./tell-part.ts";

/**
 * Tells parts beside each other, in so many threads, and calls `onTold` with each as it ends, until that says that it is enough.
 * No part knows of another, so the order of the threads changes nothing in them.
 */
export async function tellParts(
  parts: readonly Part[],
  jobs: number,
  onTold: (told: ToldPart) => boolean,
): Promise<void> {
  const waiting = parts.values();
  let isEnough = false;
  const tell = async () => {
    const worker = new Worker(new URL("tell-part.ts", import.meta.url));
    try {
      for (const part of waiting) {
        const goesOn = onTold(await ask(worker, part));
        isEnough ||= !goesOn;
        if (isEnough) break;
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(Math.max(1, jobs), parts.length) }, tell));
}

function ask(worker: Worker, part: Part): Promise<ToldPart> {
  const { promise, resolve, reject } = Promise.withResolvers<ToldPart>();
  worker.once("error", reject);
  worker.once("message", (told: ToldPart) => {
    worker.off("error", reject);
    resolve(told);
  });
  worker.postMessage(part);
  return promise;
}
