import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type ApiSettings, type Environment, readApis } from "../../functions/settings.ts";
import { type Agent, readAgents } from "../../shared/base/agent.ts";
import { SettingsError } from "../../shared/base/errors.ts";
import type { Address } from "../../shared/base/ids.ts";
import { isLoopbackHost } from "../../shared/base/loopback.ts";
import { isPhone } from "../../shared/base/phone.ts";
import { present } from "../../shared/base/present.ts";
import type { RcsAccess } from "../../shared/google/rcs/open-rcs.ts";
import { keepToken } from "../keep-token.ts";
import { IN_MEMORY, type OwnOptions } from "../options.ts";
import { DEFAULT_DATA } from "../target.ts";

/** An agent of one's own at Google, before anything is deployed, and the phone that tries it. */
export interface OwnAgent {
  readonly agent: Agent;
  readonly access: RcsAccess;
  /** By which Google reaches ingress, without a slash at its end. */
  readonly url: string;
  /** The client tokens that ingress accepts, as JSON. */
  readonly tokens: string;
  /** Where they stand, for people. */
  readonly tokensIn: string;
  /** The options by which a command is about this agent and this process, each with a space before it. */
  readonly options: string;
  readonly phone?: Address;
}

/** Reads what `npm start` was told of it. @throws SettingsError or Error that names the option or the setting to mend. */
export function readOwnAgent(
  { agent: name, region, key, url, phone }: OwnOptions,
  data: string,
  env: Environment,
): OwnAgent {
  const [agent] = readAgents(JSON.stringify([{ channel: "rcs", agent: name, ...present({ region }) }]));
  if (agent === undefined) throw new Error("Expected an agent");
  const { rcs: base, credentials } = readAccess(key, env);
  if (data !== IN_MEMORY) mkdirSync(dirname(data), { recursive: true });
  const tokens = env.CLIENT_TOKENS ?? JSON.stringify({ [agent.agent]: [keepToken(data, "client-token")] });
  const tokensIn = env.CLIENT_TOKENS === undefined ? `${data}.client-token` : "CLIENT_TOKENS";
  return {
    agent,
    access: present({ base, credentials }),
    url: readUrl(url),
    tokens,
    tokensIn,
    options: ` --agent ${agent.agent}${data === DEFAULT_DATA ? "" : ` --data ${data}`}`,
    ...present({ phone: readPhone(phone) }),
  };
}

/** What is wrong with the key's file is said of the option that names it. */
function readAccess(key: string | undefined, env: Environment): ApiSettings {
  if (key === undefined) return readApis(env);
  try {
    return readApis({ ...env, API_CREDENTIALS_FILE: key });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new SettingsError(error.message.replace("API_CREDENTIALS_FILE", `--key ${key}`), { cause: error });
  }
}

function readPhone(phone: string | undefined): Address | undefined {
  if (phone === undefined || isPhone(phone)) return phone as Address | undefined;
  throw new Error(`Cannot use --phone ${phone}: expected a number such as +447700900123`);
}

/** Google posts to https only; a simulator on this machine needs no tunnel. */
function readUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isUsable = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopbackHost(url.hostname));
  if (url !== undefined && isUsable && url.search === "" && url.hash === "")
    return value.replace(/\/+$/, "").replace(/\/rcs$/, "");
  throw new Error(`Cannot use --url ${value}: expected the https URL of a tunnel that leads to ingress`);
}
