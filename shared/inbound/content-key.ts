import { createHash } from "node:crypto";
import { PermanentError } from "../base/errors.ts";
import type { InboundId } from "../base/ids.ts";

/**
 * Makes a key of all that a body says but when it was sent: a retry might differ in that.
 * @throws PermanentError for arrays and objects in one another by the thousand: unlike reading, writing JSON needs stack.
 */
export function contentKey(json: unknown): InboundId {
  return createHash("sha256").update(withoutSendTime(json)).digest("base64url") as InboundId;
}

function withoutSendTime(json: unknown): string {
  try {
    return JSON.stringify(json, (key, value: unknown) => (key === "sendTime" ? undefined : value));
  } catch (cause) {
    throw new PermanentError("unreadable", "Cannot read the body: it is nested too deeply", { cause });
  }
}
