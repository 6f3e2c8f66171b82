import type { Agent, Region } from "../../base/agent.ts";
import { PermanentError } from "../../base/errors.ts";
import type { Address, AgentId } from "../../base/ids.ts";
import { isPhone } from "../../base/phone.ts";
import type { Credentials } from "../http/access-token.ts";
import { type Api, openApi, refuseAgent } from "../http/api.ts";
import type { World } from "../http/world.ts";

const SCOPE = "https://www.googleapis.com/auth/rcsbusinessmessaging";
const HOST = "rcsbusinessmessaging.googleapis.com";
/** The API of agents and testers, which is another than that of their messages. */
export const BUSINESS_COMMUNICATIONS = {
  host: "https://businesscommunications.googleapis.com",
  scope: "https://www.googleapis.com/auth/businesscommunications",
  setting: "RCS_API",
} as const;

/** An RCS agent and the API of its region. */
interface RcsAgent {
  readonly agent: Agent;
  readonly api: Api;
}

/** Where RCS is, and who calls it. */
export interface RcsAccess {
  /** Overrides Google's hosts for every agent, whatever its region. */
  readonly base?: string | undefined;
  readonly credentials?: Credentials | undefined;
  readonly world?: World | undefined;
}

/** RCS, opened once: all that is done with it shares connections, tokens, cooldowns and limits. */
export interface Rcs {
  /** @throws TransientError when AGENTS lacks the agent. */
  findAgent(agent: AgentId): RcsAgent;
  /** The API of one region; Google's global one without. */
  apiOf(region: Region | undefined): Api;
}

/** Opens RCS for all its agents. @throws SettingsError when the base is neither https nor on loopback. */
export function openRcs(agents: readonly Agent[], { base, credentials, world }: RcsAccess): Rcs {
  const ours = agents.filter(({ channel }) => channel === "rcs");
  const open = new Map<string, Api>();
  const apiOf = (region: Region | undefined) => {
    const url = base ?? `https://${region === undefined ? HOST : `${region}-${HOST}`}`;
    const api = open.get(url) ?? openApi(url, { scope: SCOPE, setting: "RCS_API", credentials }, { world });
    open.set(url, api);
    return api;
  };
  for (const { region } of ours) apiOf(region);
  return {
    apiOf,
    findAgent(id) {
      const agent = ours.find((one) => one.agent === id) ?? refuseAgent(id);
      return { agent, api: apiOf(agent.region) };
    },
  };
}

/** @throws PermanentError unless it is a phone number in E.164 form. */
export function checkPhone(address: Address): void {
  if (isPhone(address)) return;
  throw new PermanentError("bad-address", "Cannot call RCS: expected a phone number in E.164 form");
}

/** The path of a phone, its plus encoded. @throws PermanentError unless the address is a phone number in E.164 form. */
export function phonePath(address: Address): string {
  checkPhone(address);
  return `/v1/phones/${encodeURIComponent(address)}`;
}
