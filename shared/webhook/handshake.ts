import { isObject } from "../base/json.ts";
import { holds, type KeyRing } from "./key-ring.ts";

/** What to say to a handshake: the secret, a refusal, or that the request makes no sense. */
export type Handshake = { readonly secret: string } | "wrong-token" | "malformed";

const MAX_SECRET_LENGTH = 512;

/**
 * Answers the request that Google's console sends when a person clicks Verify. Every message of a channel has other keys:
 * a body with `message` is never a handshake, whatever its headers say. `undefined` means that this is none.
 * @param json The body, parsed.
 */
export function handshake(json: unknown, ring: KeyRing): Handshake | undefined {
  if (!isObject(json) || !("clientToken" in json) || "message" in json) return undefined;
  const { clientToken, secret } = json;
  if (typeof clientToken !== "string" || typeof secret !== "string") return "malformed";
  if (secret === "" || secret.length > MAX_SECRET_LENGTH) return "malformed";
  return holds(ring, clientToken.trim()) ? { secret } : "wrong-token";
}
