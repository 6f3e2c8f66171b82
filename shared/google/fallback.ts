import { fallbackMessage } from "../effect/own-message.ts";
import type { Fallback, Publisher } from "../effect/ports.ts";
import { type FallbackEndpoint, httpFallback } from "./http-fallback.ts";

/**
 * Hands messages to the endpoint, where there is one, and to the `fallback` topic otherwise.
 * @throws SettingsError when the endpoint's URL is neither https nor on loopback.
 */
export function openFallback(endpoint: FallbackEndpoint | undefined, publisher: Publisher): Fallback {
  if (endpoint !== undefined) return httpFallback(endpoint);
  return { say: (message) => publisher.publish("fallback", fallbackMessage(message)) };
}
