import { messageOf } from "../shared/base/message-of.ts";

/** Why a new file was not made. @param mend What to do where it is there already: it may be about somebody else. */
export function explainUnwritable(cause: unknown, mend: string): string {
  const isThere = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
  return isThere ? `it is there already; ${mend}` : messageOf(cause);
}
