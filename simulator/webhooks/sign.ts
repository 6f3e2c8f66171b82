import { createHmac } from "node:crypto";

/**
 * The value of `X-Goog-Signature`: standard base64 of HMAC-SHA512, 88 characters. It shares no code with the verifier, so
 * that a mistake in one of them shows.
 * @param bytes The bytes that the channel signs: the raw body (Business Messages) or the decoded `message.data` (RCS).
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks
 */
export function sign(bytes: Buffer, token: string): string {
  return createHmac("sha512", Buffer.from(token, "utf8")).update(bytes).digest("base64");
}
