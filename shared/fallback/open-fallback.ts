import { systemWorld, type World } from "../google/http/world.ts";
import type { Fallback } from "../ports/fallback.ts";
import type { Publisher } from "../ports/publisher.ts";
import { fallbackMessage } from "./fallback-message.ts";
import { type FallbackEndpoint, httpFallback } from "./http-fallback.ts";

/**
 * Hands messages to the endpoint, where there is one, and to the `fallback` topic otherwise.
 * @throws SettingsError when the endpoint's URL is neither https nor on loopback.
 */
export function openFallback(
  endpoint: FallbackEndpoint | undefined,
  publisher: Publisher,
  world: World = systemWorld,
): Fallback {
  if (endpoint !== undefined) return httpFallback(endpoint, world);
  return {
    say: (message, scope) => publisher.publish("fallback", fallbackMessage(message, scope?.traceparent), scope),
  };
}
