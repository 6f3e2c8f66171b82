import type { Agent } from "../base/agent.ts";
import type { Channel } from "../base/ids.ts";
import type { Persona } from "../bot/bot.ts";
import type { Messengers } from "../effect/ports.ts";
import type { Credentials } from "./access-token.ts";
import { businessMessagesMessenger } from "./business-messages.ts";
import { openRcs, type Rcs } from "./open-rcs.ts";
import { rcsMessenger } from "./rcs.ts";

/** Base URLs in place of Google's, and who calls them. */
export type Apis = { readonly [channel in Channel]?: string | undefined } & { readonly credentials?: Credentials };

/** Google's APIs, opened once for all that is done with them. */
export interface Google {
  readonly rcs: Rcs;
  readonly messengers: Messengers;
}

/** Opens both APIs. @throws SettingsError when a base URL is neither https nor on loopback. */
export function openGoogle(agents: readonly Agent[], persona: Persona, apis: Apis): Google {
  const { credentials } = apis;
  const rcs = openRcs(agents, { base: apis.rcs, credentials });
  const messengers = {
    rcs: rcsMessenger(rcs),
    "business-messages": businessMessagesMessenger(agents, persona, { base: apis["business-messages"], credentials }),
  };
  return { rcs, messengers };
}
