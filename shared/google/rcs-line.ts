import type { Agent, Region } from "../base/agent.ts";
import { PermanentError } from "../base/errors.ts";
import type { Address, AgentId } from "../base/ids.ts";
import type { Credentials } from "./access-token.ts";
import { type Api, openApi, refuseAgent } from "./api.ts";

const SCOPE = "https://www.googleapis.com/auth/rcsbusinessmessaging";
const HOST = "rcsbusinessmessaging.googleapis.com";
const E_164 = /^\+[1-9]\d{6,14}$/;

/** An RCS agent and the host of its region. */
interface Line {
  readonly agent: Agent;
  readonly api: Api;
}

/** How RCS is reached. */
export interface RcsAccess {
  /** Overrides Google's hosts for every agent, whatever its region. */
  readonly base?: string | undefined;
  readonly credentials?: Credentials | undefined;
}

/** The line of an agent. @throws TransientError when AGENTS lacks it. */
export type Lines = (agent: AgentId) => Line;

/** Opens the lines of all RCS agents: those of one region share a host. */
export function rcsLines(agents: readonly Agent[], access: RcsAccess): Lines {
  const ours = agents.filter(({ channel }) => channel === "rcs");
  const apis = new Map(
    [...new Set(ours.map(({ region }) => region))].map((region) => [region, rcsApi(region, access)]),
  );
  return (id) => {
    const agent = ours.find((one) => one.agent === id) ?? refuseAgent(id);
    return { agent, api: apis.get(agent.region) ?? refuseAgent(id) };
  };
}

/** The API of one region; Google's global one without. @throws SettingsError when the base is neither https nor on loopback. */
export function rcsApi(region: Region | undefined, { base, credentials }: RcsAccess): Api {
  const host = region === undefined ? HOST : `${region}-${HOST}`;
  return openApi(base ?? `https://${host}`, { scope: SCOPE, setting: "RCS_API", credentials });
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
