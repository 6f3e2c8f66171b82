import { type FetchOwnToken, ownTokens } from "./own-token.ts";
import { type RetryClock, systemRetryClock } from "./retry.ts";
import { openTransport, type Transport } from "./transport.ts";

/** Time, chance and the network: all that a process meets outside of itself but its store. */
export interface World {
  readonly clock: RetryClock;
  /** Each API has connections of its own. */
  readonly openTransport: () => Transport;
  /** Fetches tokens of the process's own account; Google's library does unless it is set. */
  readonly fetchOwnToken?: FetchOwnToken | undefined;
}

export const systemWorld: World = { clock: systemRetryClock, openTransport: () => openTransport(systemRetryClock) };

/** The world of a function, which has a metadata server beside it; without one it is any other process's. */
export function worldBeside(metadata: string | undefined): World {
  if (metadata === undefined) return systemWorld;
  const transport = systemWorld.openTransport();
  return { ...systemWorld, fetchOwnToken: ownTokens(metadata, { clock: systemWorld.clock, transport }) };
}
