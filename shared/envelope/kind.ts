import type { Address, Channel } from "../base/ids.ts";
import { isId, isObject } from "../base/read.ts";
import { type BusinessMessagesTold, businessMessagesTold, type RcsTold, rcsAddress, rcsTold } from "./classify.ts";
import { NOBODY } from "./conversation.ts";

/** What a fact is about; each kind has a topic and a function of its own. */
export type Kind = "message" | "receipt" | "event";

export const KINDS: readonly Kind[] = ["message", "receipt", "event"];

/** Why an authentic webhook is kept for a person instead of going to a function. */
export type ParkedReason = "unreadable" | "unknown-kind" | "agent-not-configured";

/** A webhook's place in the pipeline. */
export type Sorted =
  | { readonly kind: Kind; readonly address: Address }
  | { readonly parked: Exclude<ParkedReason, "agent-not-configured"> };

const RCS_KINDS: Readonly<Record<RcsTold, Kind>> = {
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

const BUSINESS_MESSAGES_KINDS: Readonly<Record<BusinessMessagesTold, Kind>> = {
  message: "message",
  suggestionResponse: "message",
  authenticationResponse: "message",
  surveyResponse: "message",
  userStatus: "event",
  receipts: "receipt",
};

/** Tells a webhook's kind from its shape, without reading more of it than that. */
export function sort(channel: Channel, json: unknown): Sorted {
  if (!isObject(json)) return { parked: "unreadable" };
  return channel === "rcs" ? sortRcs(json) : sortBusinessMessages(json);
}

function sortRcs(json: Readonly<Record<string, unknown>>): Sorted {
  const told = rcsTold(json);
  if (told === undefined) return { parked: "unknown-kind" };
  if (told === "newLaunchState") return { kind: RCS_KINDS[told], address: NOBODY };
  return place(RCS_KINDS[told], rcsAddress(json));
}

function sortBusinessMessages(json: Readonly<Record<string, unknown>>): Sorted {
  const told = businessMessagesTold(json);
  if (told === undefined) return { parked: "unknown-kind" };
  return place(BUSINESS_MESSAGES_KINDS[told], json.conversationId);
}

function place(kind: Kind, address: unknown): Sorted {
  return isId(address) ? { kind, address: address as Address } : { parked: "unreadable" };
}
