import type { AgentId } from "../shared/base/ids.ts";
import { type Json, member, oneOf, text } from "../shared/base/json.ts";
import type { Pause, PauseScope } from "../shared/ports/pauses.ts";
import type { Operator } from "./operator.ts";
import { refuseUnknownAgent } from "./refuse-unknown-agent.ts";

/** What is paused, since when and by whom, in plain JSON. */
export interface PausedFact {
  readonly type: "paused";
  readonly scope: PauseScope;
  readonly since: string;
  readonly by: string;
}

/** Reads the member `scope`: its `type`, and the `agent` where it is one. @throws PermanentError `unreadable` that names the member. */
export function readScope(json: Json): PauseScope {
  const scope = member(json, "scope");
  const type = oneOf(["bot", "outbound", "agent"])(member(scope, "type"));
  return type === "agent" ? { type, agent: text(member(scope, "agent")) as AgentId } : { type };
}

/** @throws Error that names the agents there are: a pause of another one would silence nobody, and say nothing about it. */
export async function checkScope(scope: PauseScope, operator: Operator): Promise<void> {
  if (scope.type !== "agent") return;
  refuseUnknownAgent("pause or resume an agent", scope.agent, await operator.setUp.agents());
}

/** True when both are of the same thing. */
export function isSameScope(one: PauseScope, other: PauseScope): boolean {
  if (one.type === "agent") return other.type === "agent" && one.agent === other.agent;
  return one.type === other.type;
}

/** The pause as a fact. */
export function pausedFact({ scope, since, by }: Pause): PausedFact {
  return { type: "paused", scope, since: since.toISOString(), by };
}
