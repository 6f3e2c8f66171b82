import type { Address, Channel } from "../base/ids.ts";
import { isId, isObject } from "../base/json.ts";
import { NO_ADDRESS } from "./conversation.ts";
import type { ParkedReason, WebhookKind } from "./kind.ts";
import {
  type BusinessMessagesWebhookType,
  businessMessagesWebhookType,
  type RcsWebhookType,
  rcsAddress,
  rcsWebhookType,
} from "./webhook-type.ts";

/** The kind of a webhook and whose it is; or why no function can take it. */
export type Classified =
  | { readonly kind: WebhookKind; readonly address: Address }
  | { readonly parked: Exclude<ParkedReason, "no-agent-named" | "agent-not-configured"> };

const RCS_KINDS: Readonly<Record<RcsWebhookType, WebhookKind>> = {
  newLaunchState: "event",
  TTL_EXPIRATION: "event",
  IS_TYPING: "event",
  SUBSCRIBE: "event",
  UNSUBSCRIBE: "event",
  DELIVERED: "receipt",
  READ: "receipt",
  text: "message",
  userFile: "message",
  location: "message",
  suggestionResponse: "message",
};

const BUSINESS_MESSAGES_KINDS: Readonly<Record<BusinessMessagesWebhookType, WebhookKind>> = {
  message: "message",
  suggestionResponse: "message",
  authenticationResponse: "message",
  surveyResponse: "message",
  userStatus: "event",
  receipts: "receipt",
};

/** Finds a webhook's kind by its members, and reads nothing else of it. */
export function classify(channel: Channel, json: unknown): Classified {
  if (!isObject(json)) return { parked: "unreadable" };
  return channel === "rcs" ? classifyRcs(json) : classifyBusinessMessages(json);
}

function classifyRcs(json: Readonly<Record<string, unknown>>): Classified {
  const type = rcsWebhookType(json);
  if (type === undefined) return { parked: "unknown-kind" };
  if (type === "newLaunchState") return { kind: RCS_KINDS[type], address: NO_ADDRESS };
  return classifiedAs(RCS_KINDS[type], rcsAddress(json));
}

function classifyBusinessMessages(json: Readonly<Record<string, unknown>>): Classified {
  const type = businessMessagesWebhookType(json);
  if (type === undefined) return { parked: "unknown-kind" };
  return classifiedAs(BUSINESS_MESSAGES_KINDS[type], json.conversationId);
}

function classifiedAs(kind: WebhookKind, address: unknown): Classified {
  return isId(address) ? { kind, address: address as Address } : { parked: "unreadable" };
}
