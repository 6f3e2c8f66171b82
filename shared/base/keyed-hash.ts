import { createHmac } from "node:crypto";

/** A name that hides what it names from anyone without the key: HMAC-SHA256, base64url, 43 characters. */
export function keyedHash(key: string, name: string | Buffer): string {
  return createHmac("sha256", key).update(name).digest("base64url");
}
