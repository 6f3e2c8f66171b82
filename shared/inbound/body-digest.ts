import { createHash } from "node:crypto";
import type { InboundId } from "../base/ids.ts";
import { type Json, jsonText, member } from "../base/json.ts";
import { isAbsent } from "../base/lenient.ts";

/**
 * The key of a fact that has no id of its own: a digest of the whole body, and of when it was received where the body does not
 * tell when it was sent. So a user who leaves twice in the same words leaves twice: to handle a repeat as new is better than to
 * drop something new as a repeat. A delivery that is tried again keeps its key.
 * @throws PermanentError when it is nested too deeply.
 */
export function bodyDigest(json: Json, received: Date): InboundId {
  const isTimed = !isAbsent(member(json, "sendTime").value);
  return digest(isTimed ? json.value : [json.value, received]);
}

/** SHA-256 of the value as JSON, in base64url: 43 characters. @throws PermanentError when it is nested too deeply. */
export function digest(value: unknown): InboundId {
  const text = jsonText({ value, path: "" });
  return createHash("sha256").update(text).digest("base64url") as InboundId;
}
