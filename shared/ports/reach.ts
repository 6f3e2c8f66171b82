import type { Address, AgentId } from "../base/ids.ts";

/** Checks many phones at once. */
export interface ReachCheck {
  /**
   * Needs 500 different phones of each region that has any. Repeated ones are asked about once.
   * @throws PermanentError below that, before any call; otherwise as Messenger.
   */
  findReachable(agent: AgentId, phones: readonly Address[]): Promise<Reach>;
}

/** Which phones RCS reaches; the sample is a random three quarters of them, over all carriers. */
export interface Reach {
  readonly reachable: readonly Address[];
  readonly sampled: number;
  readonly sampledReachable: number;
}
