import { present } from "../base/present.ts";
import type { Traceparent } from "../base/traceparent.ts";
import type { QueueMessage } from "../envelope/push-request.ts";
import type { FallbackMessage } from "../ports/fallback.ts";

/** The shape of the JSON; raised when a gateway that reads an older one could misread it. */
const VERSION = "1";

/**
 * What another channel is asked to say: `{id, to, agent, conversation, text, reason, critical, at}`, the same bytes however
 * often. `to` and `text` are personal.
 */
export function fallbackMessage(
  { id, to, text, reason, isCritical, at }: FallbackMessage,
  traceparent?: Traceparent,
): QueueMessage {
  const { channel, agent, address, conversation } = to;
  const body = { id, to: address, agent, conversation, text, reason, critical: isCritical, at: at.toISOString() };
  return {
    bytes: Buffer.from(JSON.stringify(body)),
    attributes: {
      channel,
      agent,
      conversation,
      kind: "fallback",
      id,
      reason,
      version: VERSION,
      ...present({ traceparent }),
    },
  };
}
