import { raceAbort } from "../../base/abortable.ts";
import { STORE_CALL_MS } from "../../base/budgets.ts";
import { PermanentError, TransientError } from "../../base/errors.ts";
import { hasCode, INVALID_ARGUMENT } from "../grpc.ts";

/**
 * Runs Firestore calls and gives their failures our name.
 * @param what What could not be done, for the error.
 * @param prepare Builds the calls, and runs none of them: what the client refuses here, it refuses whenever it is tried.
 * @throws PermanentError `refused-by-history` for what Firestore or its client would refuse again, such as a document over 1 MiB.
 * @throws TransientError for every other answer, for none, and when it takes longer than 8 s.
 * @throws Error for what is neither: a mistake that may come back identically, so its message is tried a few times only.
 */
export async function attempt<T>(what: string, prepare: () => () => Promise<T>): Promise<T> {
  const calls = prepared(what, prepare);
  try {
    return await raceAbort(calls(), AbortSignal.timeout(STORE_CALL_MS));
  } catch (cause) {
    if (hasCode(cause, INVALID_ARGUMENT)) throw refused(what, cause);
    if (isPassing(cause)) throw new TransientError(`Cannot ${what}: Firestore failed`, { cause });
    throw new Error(`Cannot ${what}: its client failed`, { cause });
  }
}

function prepared<T>(what: string, prepare: () => T): T {
  try {
    return prepare();
  } catch (cause) {
    throw cause instanceof PermanentError ? cause : refused(what, cause);
  }
}

function refused(what: string, cause: unknown): PermanentError {
  const message = `Cannot ${what}: Firestore refused them, expected what its limits allow`;
  return new PermanentError("refused-by-history", message, { cause });
}

/** An answer over HTTP, whoever gave it; or none: the client gives every failed connection a code, and so does a time-out. */
function isPassing(cause: unknown): boolean {
  return cause instanceof Error && ("code" in cause || "httpStatusCode" in cause);
}
