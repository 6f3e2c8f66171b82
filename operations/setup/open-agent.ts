import { type AgentId, agentId } from "../../shared/base/ids.ts";
import type { Operator } from "../operator.ts";
import { type GoogleAccount, isAbsent, whyAbsent } from "../set-up.ts";

/** An agent of RCS, and the account that sets it up. */
export interface OpenAgent {
  readonly agent: AgentId;
  readonly account: GoogleAccount;
}

/** Opens Google's side of an agent: the one that is named, or the only one there is. @throws Error in words for whoever asked. */
export async function openAgent({ setUp }: Operator, named: string | undefined): Promise<OpenAgent> {
  const ours = (await setUp.agents()).filter(({ channel }) => channel === "rcs").map(({ agent }) => agent);
  const wanted = named === undefined ? undefined : agentId("rcs", named);
  const agent = wanted === undefined && ours.length === 1 ? ours[0] : ours.find((one) => one === wanted);
  if (agent === undefined)
    throw new Error(`Cannot tell which agent is meant: expected --agent with one of AGENTS: ${ours.join(", ")}`);
  const account = await setUp.account();
  if (isAbsent(account)) throw new Error(`Cannot set up ${agent}: ${whyAbsent(account)}`);
  return { agent, account };
}
