import { PermanentError, TransientError } from "../base/errors.ts";

const INVALID_ARGUMENT = 3;
/** One call's patience. The ack deadline leaves room for several. */
const TIMEOUT_MS = 10_000;

/** True when Firestore failed with this gRPC code. */
export function hasCode(error: unknown, code: number): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/**
 * Runs Firestore calls and gives their failures our names.
 * @param what What could not be done, for the error.
 * @throws PermanentError with reason `history-refused` when the data itself is refused, for instance over 1 MiB.
 * @throws TransientError for everything else, and when it takes longer than 10 s.
 */
export async function attempt<T>(what: string, calls: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new TransientError(`Cannot ${what}: no answer within ${TIMEOUT_MS} ms`)),
      TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([calls(), late]);
  } catch (error) {
    if (error instanceof TransientError || error instanceof PermanentError) throw error;
    if (hasCode(error, INVALID_ARGUMENT)) {
      throw new PermanentError("history-refused", `Cannot ${what}: Firestore refuses the document`, { cause: error });
    }
    throw new TransientError(`Cannot ${what}: Firestore failed`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
