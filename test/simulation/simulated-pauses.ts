import { TransientError } from "../../shared/base/errors.ts";
import type { PauseRegister } from "../../shared/ports/pauses.ts";
import { storedPauses } from "../../shared/store/pauses.ts";
import { type SimulatedDocuments, simulatedStore } from "./documents.ts";

/**
 * What is paused. A reading takes no time and draws no chance: it happens twice a minute in every instance, and what is measured
 * about outages must not change with it. While Firestore is away, it fails.
 */
export function simulatedPauses(
  documents: SimulatedDocuments,
  { now, isAway }: { readonly now: () => Date; readonly isAway: () => boolean },
): PauseRegister {
  const register = storedPauses(simulatedStore(documents, now));
  return {
    ...register,
    async read() {
      if (isAway()) throw new TransientError("Cannot get: Firestore failed");
      return register.read();
    },
  };
}
