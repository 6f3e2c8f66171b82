import { PermanentError, TransientError } from "../../base/errors.ts";
import type { Json } from "../../base/json.ts";

/**
 * Reads the response to a call of a method. One that cannot be read says nothing about what was asked: it may come from
 * something that stands before Google, and another try may get through; but it may have been done.
 * @throws TransientError when `read` refuses it.
 */
export function readResponse<T>(method: string, value: unknown, read: (json: Json) => T): T {
  try {
    return read({ value, path: "" });
  } catch (cause) {
    if (!(cause instanceof PermanentError)) throw cause;
    throw new TransientError(`Cannot use the response to ${method}: ${cause.message}`, { cause, mayBeTaken: true });
  }
}
