import type { Agent } from "../base/agent.ts";
import type { Channel } from "../base/ids.ts";
import type { Persona } from "../bot/bot.ts";
import type { Messenger } from "../effect/ports.ts";
import { businessMessagesMessenger } from "./business-messages.ts";
import { rcsMessenger } from "./rcs.ts";

/** Base URLs in place of Google's. */
export type Apis = { readonly [channel in Channel]?: string | undefined };

/** Google's API of each channel. @throws SettingsError when a base URL is neither https nor on loopback. */
export function googleMessengers(
  agents: readonly Agent[],
  persona: Persona,
  apis: Apis,
): Readonly<Record<Channel, Messenger>> {
  return {
    rcs: rcsMessenger(agents, apis.rcs),
    "business-messages": businessMessagesMessenger(agents, persona, apis["business-messages"]),
  };
}
