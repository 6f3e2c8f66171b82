import { createHmac } from "node:crypto";

/** Names something so that only who has the key can tell what: HMAC-SHA256, base64url, 43 characters. */
export function keyedHash(key: string, name: string): string {
  return createHmac("sha256", key).update(name).digest("base64url");
}
