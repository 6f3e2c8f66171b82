import { PermanentError, TransientError } from "../../base/errors.ts";
import type { Json } from "../../base/read.ts";

/**
 * Reads an answer of Google's that is needed. One that cannot be read says nothing about what was asked: it may be a page
 * of something that stands before Google, and another try may get through.
 * @throws TransientError when `read` refuses it.
 */
export function readResponse<T>(value: unknown, read: (json: Json) => T): T {
  try {
    return read({ value, path: "" });
  } catch (cause) {
    if (!(cause instanceof PermanentError)) throw cause;
    throw new TransientError(`Cannot use an answer of Google's: ${cause.message}`, { cause });
  }
}
