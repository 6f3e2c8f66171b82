import { isObject } from "../base/json.ts";
import { hasToken, type KeyRing } from "./key-ring.ts";

/** How to answer a handshake: with its secret, or with a refusal. */
export type HandshakeAnswer = { readonly secret: string } | "wrong-token" | "malformed";

const MAX_SECRET_LENGTH = 512;

/**
 * Answers the request that Google's console sends when a person clicks Verify; `undefined` when the body is no handshake. No
 * webhook has a `clientToken`, and a body with `message` is never a handshake.
 * @param json The body, parsed.
 */
export function answerHandshake(json: unknown, ring: KeyRing): HandshakeAnswer | undefined {
  if (!isObject(json) || !("clientToken" in json) || "message" in json) return undefined;
  const { clientToken, secret } = json;
  if (typeof clientToken !== "string" || typeof secret !== "string") return "malformed";
  if (secret === "" || secret.length > MAX_SECRET_LENGTH) return "malformed";
  return hasToken(ring, clientToken.trim()) ? { secret } : "wrong-token";
}
