import type { AgentId } from "../base/ids.ts";

/** Asks Google's messaging API, in the agent's region, whether it would take calls for the agent. */
export interface ApiCheck {
  /**
   * Makes a call that is taken apart and then refused, because it asks for nothing: nobody is written to.
   * @throws UnauthorisedError, PermanentError or TransientError when the API does not get that far.
   */
  check(agent: AgentId): Promise<void>;
}
