import { present } from "../../shared/base/present.ts";
import type { Billing } from "../../shared/inbound/billing.ts";
import type { Content, File } from "../../shared/inbound/inbound.ts";
import type { Launch, LaunchState } from "../../shared/inbound/launch.ts";
import type { EventFact, InboundFact, MessageFact } from "./inbound-fact.ts";
import { UNKNOWN_WORD } from "./variant.ts";
import type { WebhookEvent } from "./webhook.ts";
import { writeTime } from "./write-time.ts";

/**
 * Writes a fact as an event of RCS for Business.
 * @throws Error when RCS has no such event.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/UserMessage
 */
export function writeRcsEvent(fact: InboundFact): WebhookEvent {
  switch (fact.type) {
    case "message":
      return message(fact);
    case "receipt": {
      const [receipt] = fact.receipts;
      if (fact.receipts.length !== 1 || receipt === undefined) return refuseFact("a batch of receipts");
      if (receipt.type !== "delivered" && receipt.type !== "read")
        return refuseFact(`a receipt of type ${receipt.type}`);
      return userEvent(fact, receipt.type.toUpperCase(), { messageId: receipt.message });
    }
    case "event":
      return event(fact);
  }
}

function message(fact: MessageFact): WebhookEvent {
  const { address, id, message, content, carrier, billing } = fact;
  return {
    senderPhoneNumber: address,
    ...(message === undefined ? { eventId: id } : { messageId: message }),
    sendTime: writeTime(fact),
    ...writeContent(content),
    ...present({ carrier, richMessageClassification: billing === undefined ? undefined : writeBilling(billing) }),
    agentId: name(fact),
  };
}

function event(fact: EventFact): WebhookEvent {
  const { event } = fact;
  switch (event.type) {
    case "typing":
      return event.isTyping ? userEvent(fact, "IS_TYPING") : refuseFact("that typing stopped");
    case "subscribed":
      return userEvent(fact, "SUBSCRIBE");
    case "unsubscribed":
      return userEvent(fact, "UNSUBSCRIBE");
    case "expired":
      return {
        phoneNumber: fact.address,
        agentId: name(fact),
        messageId: event.message,
        eventType: event.isRevoked ? "TTL_EXPIRATION_REVOKED" : "TTL_EXPIRATION_REVOKE_FAILED",
        eventId: fact.id,
        sendTime: writeTime(fact),
      };
    case "launch":
      return { eventId: fact.id, agentId: name(fact), ...writeLaunch(event), sendTime: writeTime(fact) };
    case "live-agent-requested":
    case "live-agent-withdrawn":
      return refuseFact(event.type);
  }
}

function userEvent(fact: InboundFact, eventType: string, about: { readonly messageId?: string } = {}): WebhookEvent {
  return {
    senderPhoneNumber: fact.address,
    eventType,
    eventId: fact.id,
    ...about,
    sendTime: writeTime(fact),
    agentId: name(fact),
  };
}

function writeContent(content: Content): WebhookEvent {
  switch (content.type) {
    case "text":
      return { text: content.text };
    case "file": {
      const { file, thumbnail } = content;
      return {
        userFile: { payload: writeFile(file), ...(thumbnail === undefined ? {} : { thumbnail: writeFile(thumbnail) }) },
      };
    }
    case "location":
      return { location: { latitude: content.latitude, longitude: content.longitude } };
    case "suggestion": {
      const { kind, postback, text } = content;
      return { suggestionResponse: { ...present({ postbackData: postback, text }), type: kind.toUpperCase() } };
    }
    case "authentication":
    case "authentication-failed":
    case "survey":
      return refuseFact(`content of type ${content.type}`);
  }
}

function writeFile({ mimeType, sizeBytes, url, name }: File): WebhookEvent {
  return present({ mimeType, fileSizeBytes: sizeBytes, fileUri: url, fileName: name });
}

const BILLINGS: Readonly<Record<Billing["type"], string>> = {
  rich: "RICH_MESSAGE",
  "rich-media": "RICH_MEDIA_MESSAGE",
  "suggested-action": "SUGGESTED_ACTION_CLICK",
  unknown: UNKNOWN_WORD,
};

function writeBilling({ type, segments }: Billing): WebhookEvent {
  return present({ classificationType: BILLINGS[type], segmentCount: segments });
}

function writeLaunch({ from, to, region, brand, comment }: Launch): WebhookEvent {
  const oldLaunchState = from === undefined ? undefined : writeState(from);
  return present({ brandId: brand, regionId: region, oldLaunchState, newLaunchState: writeState(to), comment });
}

function writeState(state: LaunchState): string {
  return state === "unknown" ? UNKNOWN_WORD : state.toUpperCase();
}

function name({ agent }: InboundFact): string {
  return `${agent}@rbm.goog`;
}

function refuseFact(what: string): never {
  throw new Error(`Cannot write ${what}: RCS has no event for it`);
}
