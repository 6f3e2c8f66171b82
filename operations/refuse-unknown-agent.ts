import type { Agent } from "../shared/base/agent.ts";

/** Refuses an agent that there is none of: nothing would be found of it, and that would pass for an answer. @throws Error that names those there are */
export function refuseUnknownAgent(doing: string, named: string | undefined, agents: readonly Agent[]): void {
  const names = agents.map(({ agent }): string => agent);
  if (named === undefined || names.includes(named)) return;
  throw new Error(`Cannot ${doing}: expected one of AGENTS, ${names.join(", ")}, got ${named}`);
}
