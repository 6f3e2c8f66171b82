import type { Address, Channel } from "../base/ids.ts";
import { isId, isObject } from "../base/json.ts";
import { NOBODY } from "./conversation.ts";
import type { Kind, ParkedReason } from "./kind.ts";
import {
  type BusinessMessagesWebhookType,
  businessMessagesWebhookType,
  type RcsWebhookType,
  rcsAddress,
  rcsWebhookType,
} from "./webhook-type.ts";

/** A webhook's place in the pipeline. */
export type Classified =
  | { readonly kind: Kind; readonly address: Address }
  | { readonly parked: Exclude<ParkedReason, "agent-not-configured"> };

const RCS_KINDS: Readonly<Record<RcsWebhookType, Kind>> = {
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

const BUSINESS_MESSAGES_KINDS: Readonly<Record<BusinessMessagesWebhookType, Kind>> = {
  message: "message",
  suggestionResponse: "message",
  authenticationResponse: "message",
  surveyResponse: "message",
  userStatus: "event",
  receipts: "receipt",
};

/** Tells a webhook's kind from its shape, without reading more of it than that. */
export function classify(channel: Channel, json: unknown): Classified {
  if (!isObject(json)) return { parked: "unreadable" };
  return channel === "rcs" ? classifyRcs(json) : classifyBusinessMessages(json);
}

function classifyRcs(json: Readonly<Record<string, unknown>>): Classified {
  const told = rcsWebhookType(json);
  if (told === undefined) return { parked: "unknown-kind" };
  if (told === "newLaunchState") return { kind: RCS_KINDS[told], address: NOBODY };
  return place(RCS_KINDS[told], rcsAddress(json));
}

function classifyBusinessMessages(json: Readonly<Record<string, unknown>>): Classified {
  const told = businessMessagesWebhookType(json);
  if (told === undefined) return { parked: "unknown-kind" };
  return place(BUSINESS_MESSAGES_KINDS[told], json.conversationId);
}

function place(kind: Kind, address: unknown): Classified {
  return isId(address) ? { kind, address: address as Address } : { parked: "unreadable" };
}
