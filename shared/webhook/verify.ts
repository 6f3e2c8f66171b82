import { createHmac, timingSafeEqual } from "node:crypto";
import type { Brand } from "../base/brand.ts";
import type { Channel } from "../base/ids.ts";
import { type KeyRing, type TokenPlace, tokensFor } from "./key-ring.ts";
import { rewrap, type SignedWebhook, type Webhook } from "./unwrap.ts";

/** A webhook whose signature was right. Only `verify` makes one, and of what was parked since, `verifiedBefore`. */
export type Verified = Brand<SignedWebhook, "Verified">;

/** A verified webhook, and the token that its signature matched. */
type Matched = Verified & { readonly matched: TokenPlace };

/** Why a signature is refused whatever was signed: there is no header, more than one, or it is not the base64 of 64 bytes. */
export type FormRefusal = "missing" | "more-than-one" | "malformed";

/** Why a signature was refused; a wrong one matches no token. */
export type SignatureRefusal = FormRefusal | "wrong";

const MAX_BYTES_WITHOUT_AGENT = 65_536;
const SIGNATURE = /^[A-Za-z0-9+/]{86}==$/;

/** The header as it came: a list where it came more than once. */
export type SignatureHeader = string | readonly string[] | undefined;

/** Why no body can have the signature; `undefined` where one can. */
export function refuseForm(header: SignatureHeader): FormRefusal | undefined {
  if (header === undefined || header === "") return "missing";
  if (typeof header !== "string") return "more-than-one";
  return SIGNATURE.test(header) ? undefined : "malformed";
}

/**
 * Checks `X-Goog-Signature`: base64(HMAC-SHA512(client token, signed bytes)), standard alphabet, 88 characters. Decoded
 * bytes are compared in constant time.
 */
export function verify(webhook: Webhook, signature: SignatureHeader, ring: KeyRing): Matched | SignatureRefusal {
  const refused = refuseForm(signature);
  if (refused !== undefined) return refused;
  const claimed = Buffer.from(String(signature), "base64");
  const { channel, bytes, agent } = webhook;
  if (bytes === undefined) return "wrong";
  // Every token is tried for a body that names no agent: a large one would let a stranger waste much of our time.
  if (agent === undefined && bytes.length > MAX_BYTES_WITHOUT_AGENT) return "wrong";
  for (const { token, owner, position } of tokensFor(ring, agent, channel)) {
    if (timingSafeEqual(sign(token, bytes), claimed)) return { ...webhook, matched: { owner, position } } as Matched;
  }
  return "wrong";
}

/** A webhook that ingress verified before it parked it: nobody but ingress may publish there. */
export function verifiedBefore(channel: Channel, bytes: Buffer): Verified {
  return rewrap(channel, bytes) as Verified;
}

/** The MAC that Google puts into the header, before base64. */
function sign(token: string, bytes: Buffer): Buffer {
  return createHmac("sha512", token).update(bytes).digest();
}
