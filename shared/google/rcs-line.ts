import type { Agent, Region } from "../base/agent.ts";
import { PermanentError } from "../base/errors.ts";
import type { Address, AgentId } from "../base/ids.ts";
import { type Api, openApi, refuseAgent } from "./api.ts";

const SCOPE = "https://www.googleapis.com/auth/rcsbusinessmessaging";
const HOST = "rcsbusinessmessaging.googleapis.com";
const E_164 = /^\+[1-9]\d{6,14}$/;

/** An RCS agent and the host of its region. */
interface Line {
  readonly agent: Agent;
  readonly api: Api;
}

/** The line of an agent. @throws TransientError when AGENTS lacks it. */
export type Lines = (agent: AgentId) => Line;

/** Opens the lines of all RCS agents. @param base Overrides Google's hosts for every agent, whatever its region. */
export function rcsLines(agents: readonly Agent[], base: string | undefined): Lines {
  const lines = new Map(
    agents
      .filter(({ channel }) => channel === "rcs")
      .map((agent): [string, Line] => [agent.agent, { agent, api: rcsApi(agent.region, base) }]),
  );
  return (agent) => lines.get(agent) ?? refuseAgent(agent);
}

/** The API of one region; Google's global one without. @throws SettingsError when `base` is neither https nor on loopback. */
export function rcsApi(region: Region | undefined, base: string | undefined): Api {
  const host = region === undefined ? HOST : `${region}-${HOST}`;
  return openApi(base ?? `https://${host}`, SCOPE, "RCS_API");
}

/** @throws PermanentError unless it is a phone number in E.164 form. */
export function checkPhone(address: Address): void {
  if (E_164.test(address)) return;
  throw new PermanentError("bad-address", "Cannot call RCS: expected a phone number in E.164 form");
}

/** The path of a phone, its plus encoded. @throws PermanentError unless the address is a phone number in E.164 form. */
export function phonePath(address: Address): string {
  checkPhone(address);
  return `/v1/phones/${encodeURIComponent(address)}`;
}
