import type { Address, AgentId } from "../base/ids.ts";

/** The phones that an agent may write to before it is launched. */
export interface TesterList {
  /**
   * Invites a phone; again when it has not answered yet. One that has declined must be removed first.
   * @throws PermanentError with reason `too-many-testers` after 20 of a day, and 200 in all.
   */
  invite(agent: AgentId, phone: Address): Promise<InvitedTester>;
  /** `undefined` when the phone was never invited. */
  find(agent: AgentId, phone: Address): Promise<InvitedTester | undefined>;
  list(agent: AgentId): Promise<readonly InvitedTester[]>;
  /** Also when there is no such tester. */
  remove(agent: AgentId, phone: Address): Promise<void>;
}

/** A phone that was invited, and what its user said. */
export interface InvitedTester {
  readonly phone: Address;
  readonly answer: "pending" | "accepted" | "declined" | "unknown";
}
