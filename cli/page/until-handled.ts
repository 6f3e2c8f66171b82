import { setTimeout as wait } from "node:timers/promises";
import type { PageFact } from "../../page/page-fact.ts";

const POLL_MS = 50;
/** A turn may last so long. */
const PATIENCE_MS = 60_000;

/**
 * Waits until a function has handled something of a user, or of another system.
 * @param isMeant Which facts are about it.
 * @returns False when none has by the end of a turn's time.
 */
export async function untilHandled(
  facts: () => readonly PageFact[],
  isMeant: (fact: PageFact) => boolean,
): Promise<boolean> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    if (facts().findLast((fact) => isMeant(fact) && isHandled(fact)) !== undefined) return true;
    if (performance.now() > deadline) return false;
    await wait(POLL_MS);
  }
}

function isHandled(fact: PageFact): boolean {
  if (fact.type !== "delivery" || fact.step !== "ended") return false;
  return fact.function !== "receipts" && fact.status < 300;
}
