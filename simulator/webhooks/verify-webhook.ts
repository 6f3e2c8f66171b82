import type { Channel } from "../../shared/base/ids.ts";
import { realUuid } from "../real-uuid.ts";
import { sendWebhook } from "./send-webhook.ts";
import { handshakeWebhook } from "./webhook.ts";

/**
 * Does what Google does when somebody clicks Verify: posts the token with a new secret, and expects 200 and the bare secret.
 * @param url The URL of ingress, without the channel's path.
 * @throws Error when the response is a different one, or there is none.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks
 */
export async function verifyWebhook(url: string, channel: Channel, token: string): Promise<void> {
  const secret = realUuid();
  const request = handshakeWebhook(channel, { clientToken: token, secret });
  const cannot = `Cannot verify the webhook ${request.path}`;
  const response = await sendWebhook(url, request).catch((cause: unknown) => {
    throw new Error(`${cannot}: expected 200 and the secret, got no answer`, { cause });
  });
  if (response.status !== 200)
    throw new Error(`${cannot}: expected 200, got ${response.status}; is it the right --token?`);
  if (response.body !== secret) throw new Error(`${cannot}: expected the bare secret, got another body`);
}
