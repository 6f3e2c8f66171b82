import type { Channel } from "../../shared/base/ids.ts";
import type { PlatformState } from "../state/platform-state.ts";
import { changeSubscriber } from "../state/subscriber.ts";
import type { WebhookEvent } from "../webhooks/webhook.ts";

/** Posts an event to ingress, and notes when a user of Business Messages last wrote. Resolves as `WebhookSender.send` does. */
export function sendEvent(state: PlatformState, channel: Channel, event: WebhookEvent): Promise<void> {
  const { conversationId: address, agent, message, suggestionResponse } = event;
  if (typeof address === "string") {
    const isMessage = message !== undefined || suggestionResponse !== undefined;
    const change = {
      ...(isMessage && { lastWroteAt: state.clock.now() }),
      ...(typeof agent === "string" && { agent }),
    };
    changeSubscriber(state, { channel: "business-messages", address }, change);
  }
  return state.webhookSender.send(channel, event);
}
