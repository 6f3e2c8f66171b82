import { type AgentId, agentId, type Channel } from "../base/ids.ts";
import { isObject, parseJson } from "../base/json.ts";

/** A request body, read as far as its signature needs. Nothing in it is verified yet. */
export interface Webhook {
  readonly channel: Channel;
  /** The bytes that are signed; `undefined` when the body has none. */
  readonly bytes: Buffer | undefined;
  /** Those bytes as JSON; `undefined` when they are not JSON. */
  readonly json: unknown;
  /** The agent that the body names. */
  readonly agent: AgentId | undefined;
}

/** A webhook that has bytes which may be signed. */
export type SignedWebhook = Webhook & { readonly bytes: Buffer };

/**
 * Finds what a channel signs: Business Messages signs the raw body, RCS for Business the decoded `message.data` of its
 * envelope. The bytes are decoded once and kept as they are, because writing the JSON again would change them.
 * @param json The body as JSON, where the caller has parsed it already.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks
 */
export function unwrap(channel: Channel, body: Buffer, json: unknown = parseJson(body.toString())): Webhook {
  if (channel === "business-messages") return { channel, bytes: body, json, agent: claimedAgent(channel, json) };
  const bytes = messageData(json);
  const inner = bytes === undefined ? undefined : parseJson(bytes.toString());
  return { channel, bytes, json: inner, agent: claimedAgent(channel, inner) };
}

/** The webhook whose signed bytes these are. */
export function rewrap(channel: Channel, bytes: Buffer): SignedWebhook {
  const json = parseJson(bytes.toString());
  return { channel, bytes, json, agent: claimedAgent(channel, json) };
}

function claimedAgent(channel: Channel, json: unknown): AgentId | undefined {
  const claim = isObject(json) ? json[channel === "rcs" ? "agentId" : "agent"] : undefined;
  // An empty one is what proto3 JSON may write where none is set.
  return typeof claim === "string" ? agentId(channel, claim) || undefined : undefined;
}

function messageData(json: unknown): Buffer | undefined {
  const message = isObject(json) ? json.message : undefined;
  const data = isObject(message) ? message.data : undefined;
  return typeof data === "string" ? Buffer.from(data, "base64") : undefined;
}
