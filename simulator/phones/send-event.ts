import type { Channel } from "../../shared/base/ids.ts";
import type { PhoneAddress, PlatformState } from "../state/platform-state.ts";
import { changeSubscriber, subscriberAt } from "../state/subscriber.ts";
import type { WebhookEvent } from "../webhooks/webhook.ts";
import { userLineOf } from "./user-line.ts";

/**
 * Posts an event to ingress, and notes what the user said and, in Business Messages, when they last wrote. Resolves as
 * `WebhookSender.send` does.
 */
export function sendEvent(state: PlatformState, channel: Channel, event: WebhookEvent): Promise<void> {
  const { conversationId, senderPhoneNumber, agent, message, suggestionResponse } = event;
  if (typeof conversationId === "string") {
    const isMessage = message !== undefined || suggestionResponse !== undefined;
    const change = {
      ...(isMessage && { lastWroteAt: state.clock.now() }),
      ...(typeof agent === "string" && { agent }),
    };
    changeSubscriber(state, { channel: "business-messages", address: conversationId }, change);
  }
  const address = conversationId ?? senderPhoneNumber;
  if (typeof address === "string") noteEvent(state, { channel, address }, event);
  return state.webhookSender.send(channel, event);
}

function noteEvent(state: PlatformState, address: PhoneAddress, event: WebhookEvent): void {
  const at = state.clock.now();
  const line = userLineOf(event);
  if (line !== undefined) {
    const { said = [], phone } = subscriberAt(state, address);
    changeSubscriber(state, address, { said: [...said, { ...line, at, shownBefore: phone.timeline.length }] });
  }
  for (const listener of state.listeners) listener({ type: "user-acted", at, ...address, event });
}
