import { type AgentId, agentId, type Channel } from "../base/ids.ts";
import { isObject, parseJson } from "../base/read.ts";

/** A request body taken apart far enough to check its signature. Nothing in it is proven yet. */
export interface Webhook {
  readonly channel: Channel;
  /** The bytes that the signature covers; `undefined` when the body holds none. */
  readonly bytes: Buffer | undefined;
  /** Those bytes as JSON; `undefined` when they are not JSON. */
  readonly json: unknown;
  /** The agent that the body claims to be for. */
  readonly agent: AgentId | undefined;
}

/**
 * Finds what a channel signs: Business Messages signs the raw body, RCS for Business the decoded `message.data` of its
 * envelope. The bytes are decoded once and never written again, because re-serialising changes them.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks
 */
export function open(channel: Channel, body: Buffer): Webhook {
  const bytes = channel === "rcs" ? messageData(body) : body;
  const json = bytes === undefined ? undefined : parseJson(bytes.toString());
  const claim = isObject(json) ? json[channel === "rcs" ? "agentId" : "agent"] : undefined;
  const agent = typeof claim === "string" ? agentId(channel, claim) : undefined;
  return { channel, bytes, json, agent };
}

function messageData(body: Buffer): Buffer | undefined {
  const envelope = parseJson(body.toString());
  const message = isObject(envelope) ? envelope.message : undefined;
  const data = isObject(message) ? message.data : undefined;
  return typeof data === "string" ? Buffer.from(data, "base64") : undefined;
}
