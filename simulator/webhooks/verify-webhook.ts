import type { Channel } from "../../shared/base/ids.ts";
import { realUuid } from "../real-uuid.ts";
import { sendWebhook, whyNoAnswer } from "./send-webhook.ts";
import type { WebhookForm } from "./variant.ts";
import { handshakeWebhook } from "./webhook.ts";
import type { WebhookTarget } from "./webhook-sender.ts";

/**
 * Does what Google does when somebody clicks Verify: posts the token with a new secret, and expects 200 and the bare secret.
 * @throws Error when the response is a different one, or there is none.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks
 */
export async function verifyWebhook(
  channel: Channel,
  { url, token }: Pick<WebhookTarget, "url"> & { readonly token: string },
  form: WebhookForm = "rich",
): Promise<void> {
  const secret = realUuid();
  const request = handshakeWebhook(channel, { clientToken: token, secret }, form);
  const cannot = `Cannot verify the webhook of ${channel}`;
  const response = await sendWebhook(url, request).catch((cause: unknown) => {
    throw new Error(`${cannot}: expected 200 and the secret, got no answer: ${whyNoAnswer(cause)}`, { cause });
  });
  if (response.status !== 200)
    throw new Error(`${cannot}: expected 200, got ${response.status}${hint(response.status)}`);
  if (response.body !== secret) throw new Error(`${cannot}: expected the bare secret, got another body`);
}

/** Of 400, 401 and 403 a wrong token is the likely reason: Google's samples answer with them. */
function hint(status: number): string {
  if ([400, 401, 403].includes(status)) return "; is it the right --token?";
  return status >= 300 && status < 400 ? "; Google follows no redirect" : "";
}
