import { raceAbort } from "../../base/abortable.ts";
import { TransientError } from "../../base/errors.ts";

/** One call's time-out. A turn makes four calls, and its delivery has 43 s. */
const TIMEOUT_MS = 8000;

/**
 * Runs Firestore calls and gives their failures our name.
 * @param what What could not be done, for the error.
 * @throws TransientError for every failure, and when it takes longer than 8 s. Data that Firestore would refuse for ever does
 * not come this far: `parse` bounds it.
 */
export async function attempt<T>(what: string, calls: () => Promise<T>): Promise<T> {
  try {
    return await raceAbort(calls(), AbortSignal.timeout(TIMEOUT_MS));
  } catch (cause) {
    throw new TransientError(`Cannot ${what}: Firestore failed`, { cause });
  }
}
