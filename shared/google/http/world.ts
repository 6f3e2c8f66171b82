import { type RetryClock, systemRetryClock } from "./retry.ts";
import { openTransport, type Transport } from "./transport.ts";

/** Time, chance and the network: all that a process meets outside of itself but its store. */
export interface World {
  readonly clock: RetryClock;
  /** Each API has connections of its own. */
  readonly openTransport: () => Transport;
}

export const systemWorld: World = { clock: systemRetryClock, openTransport: () => openTransport(systemRetryClock) };
