import type { Address, Channel } from "../base/ids.ts";
import { isObject } from "../base/read.ts";

/** What a fact is about; each kind has a topic and a function of its own. */
export type Kind = "message" | "receipt" | "event";

export const KINDS: readonly Kind[] = ["message", "receipt", "event"];

/** Why an authentic webhook is kept for a person instead of going to a function. */
export type ParkedReason = "unreadable" | "unknown-kind" | "agent-not-configured";

/** A webhook's place in the pipeline; an agent's own events have no address. */
export type Sorted =
  | { readonly kind: Kind; readonly address: Address | undefined }
  | { readonly parked: Exclude<ParkedReason, "agent-not-configured"> };

const BUSINESS_MESSAGES_KINDS: Readonly<Record<string, Kind>> = {
  message: "message",
  suggestionResponse: "message",
  authenticationResponse: "message",
  surveyResponse: "message",
  userStatus: "event",
  receipts: "receipt",
};

const RCS_USER_EVENTS: Readonly<Record<string, Kind>> = {
  DELIVERED: "receipt",
  READ: "receipt",
  IS_TYPING: "event",
  SUBSCRIBE: "event",
  UNSUBSCRIBE: "event",
};

const RCS_CONTENTS = ["text", "userFile", "location", "suggestionResponse"];

/** Tells a webhook's kind from its shape, without reading more of it than that. */
export function classify(channel: Channel, json: unknown): Sorted {
  if (!isObject(json)) return { parked: "unreadable" };
  return channel === "rcs" ? sortRcs(json) : sortBusinessMessages(json);
}

/** Exactly one of the known members is there. */
function sortBusinessMessages(json: Readonly<Record<string, unknown>>): Sorted {
  const [key, ...others] = Object.keys(BUSINESS_MESSAGES_KINDS).filter((name) => isObject(json[name]));
  const kind = key === undefined || others.length > 0 ? undefined : BUSINESS_MESSAGES_KINDS[key];
  return place(kind, json.conversationId);
}

/** In this order: launch event, server event, user event, message. */
function sortRcs(json: Readonly<Record<string, unknown>>): Sorted {
  const { newLaunchState, phoneNumber, eventType, senderPhoneNumber } = json;
  if (newLaunchState !== undefined) return { kind: "event", address: undefined };
  const type = typeof eventType === "string" ? eventType : undefined;
  const address = phoneNumber ?? senderPhoneNumber;
  if (type?.startsWith("TTL_EXPIRATION_")) return place("event", address);
  if (type !== undefined) return place(lookUp(RCS_USER_EVENTS, type), address);
  const contents = RCS_CONTENTS.filter((name) => json[name] !== undefined);
  return place(contents.length === 1 ? "message" : undefined, senderPhoneNumber);
}

function place(kind: Kind | undefined, address: unknown): Sorted {
  if (kind === undefined) return { parked: "unknown-kind" };
  const isAddress = typeof address === "string" && address !== "";
  return isAddress ? { kind, address: address as Address } : { parked: "unreadable" };
}

function lookUp(kinds: Readonly<Record<string, Kind>>, name: string): Kind | undefined {
  return Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}
