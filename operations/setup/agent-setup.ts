import { optional, shape, text } from "../../shared/base/json.ts";
import { present } from "../../shared/base/present.ts";
import type { Operation } from "../operation.ts";
import { openAgent } from "./open-agent.ts";

/** How an agent of RCS is set up at Google. */
export interface AgentSetupFact {
  readonly type: "agent";
  readonly agent: string;
  /** Its own; that of the partner counts without one. */
  readonly webhook?: string;
  /** The carriers with which it is launched: with none, it reaches testers only. */
  readonly launchedWith: readonly string[];
  readonly testers: Readonly<Record<"accepted" | "pending" | "declined" | "unknown", number>>;
}

/** Tells what Google has of an agent. Nothing is changed. */
export const agentSetup: Operation<{ readonly agent?: string }, AgentSetupFact> = {
  name: "agent-setup",
  read: shape({ agent: optional(text) }),
  async *run(request, operator) {
    const { agent, account } = await openAgent(operator, request.agent);
    const found = await account.registry.find(agent);
    if (found === undefined)
      throw new Error(
        `Cannot find the agent ${agent}: no brand of the account has it; check AGENTS and API_IMPERSONATE`,
      );
    const webhook = await account.registry.webhookOf(agent);
    const testers = { accepted: 0, pending: 0, declined: 0, unknown: 0 };
    for (const { answer } of await account.testers.list(agent)) testers[answer] += 1;
    const launchedWith = found.launches.filter(({ state }) => state === "launched").map(({ carrier }) => carrier);
    yield { type: "agent", agent, launchedWith, testers, ...present({ webhook }) };
  },
};
