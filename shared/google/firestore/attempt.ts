import { raceAbort } from "../../base/abortable.ts";
import { STORE_CALL_MS } from "../../base/budgets.ts";
import { PermanentError, TransientError } from "../../base/errors.ts";
import { hasCode, INVALID_ARGUMENT } from "../grpc.ts";

/**
 * Runs Firestore calls and gives their failures our name.
 * @param what What could not be done, for the error.
 * @throws PermanentError `refused-by-history` for what Firestore would refuse again, such as a document over 1 MiB.
 * @throws TransientError for every other failure, and when it takes longer than 8 s.
 */
export async function attempt<T>(what: string, calls: () => Promise<T>): Promise<T> {
  try {
    return await raceAbort(calls(), AbortSignal.timeout(STORE_CALL_MS));
  } catch (cause) {
    if (hasCode(cause, INVALID_ARGUMENT)) {
      const message = `Cannot ${what}: Firestore refused them, expected what its limits allow`;
      throw new PermanentError("refused-by-history", message, { cause });
    }
    throw new TransientError(`Cannot ${what}: Firestore failed`, { cause });
  }
}
