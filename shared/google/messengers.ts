import type { Agent } from "../base/agent.ts";
import type { Channel } from "../base/ids.ts";
import type { Persona } from "../bot/bot.ts";
import type { Messengers } from "../effect/ports.ts";
import type { Credentials } from "./access-token.ts";
import { businessMessagesMessenger } from "./business-messages.ts";
import { openRcs } from "./open-rcs.ts";
import { rcsMessenger } from "./rcs.ts";

/** Base URLs in place of Google's, and who calls them. */
export type Apis = { readonly [channel in Channel]?: string | undefined } & { readonly credentials?: Credentials };

/** Google's API of each channel. @throws SettingsError when a base URL is neither https nor on loopback. */
export function googleMessengers(agents: readonly Agent[], persona: Persona, apis: Apis): Messengers {
  const { credentials } = apis;
  return {
    rcs: rcsMessenger(openRcs(agents, { base: apis.rcs, credentials })),
    "business-messages": businessMessagesMessenger(agents, persona, { base: apis["business-messages"], credentials }),
  };
}
