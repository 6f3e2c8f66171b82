import { PermanentError, SettingsError, TransientError } from "../base/errors.ts";
import type { AgentId } from "../base/ids.ts";
import { accessToken } from "./access-token.ts";
import { type Call, call } from "./call.ts";
import { openConnections } from "./connections.ts";

/** An API of Google's, as a messenger calls it. */
export interface Api {
  /** Without a slash at its end. */
  readonly base: string;
  readonly request: (what: Omit<Call, "token" | "connections">) => Promise<void>;
}

/** A message may take its time; READ and typing that come late are worth nothing, and the answer waits for them. */
export const MESSAGE_TIMEOUT_MS = 8000;
export const SIGNAL_TIMEOUT_MS = 3000;

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Opens the API at `base`. Plain http is for loopback only, and then called without credentials.
 * @throws SettingsError naming `setting` when the URL is neither.
 */
export function openApi(base: string, scope: string, setting: string): Api {
  const url = URL.canParse(base) ? new URL(base) : undefined;
  const isLoopback = url?.protocol === "http:" && LOOPBACK.test(url.hostname);
  if (url?.protocol !== "https:" && !isLoopback) {
    throw new SettingsError(`Cannot use ${setting}: expected an https URL, or http on loopback only`);
  }
  const token = isLoopback ? undefined : accessToken(scope);
  const connections = openConnections();
  return {
    base: base.replace(/\/$/, ""),
    async request(what) {
      const { status } = await call({ ...what, token, connections });
      accept(status);
    },
  };
}

/**
 * Google has it: it took the call, or an earlier one under the same id (409).
 * @throws TransientError for 401 and 403 too: a missing right can be granted while Pub/Sub keeps the message.
 */
function accept(status: number): void {
  if ((status >= 200 && status < 300) || status === 409) return;
  if (status === 401 || status === 403) {
    throw new TransientError(`Google answered ${status}: check the service account's access to the agent, and AGENTS`);
  }
  if (status < 400 || status === 408 || status === 429 || status >= 500)
    throw new TransientError(`Google answered ${status}`);
  throw new PermanentError(`google-${status}`, `Google answered ${status} and will again`);
}

/** @throws TransientError always: when an agent is new, ingress may know it before this function is deployed. */
export function refuseAgent(agent: AgentId): never {
  throw new TransientError(`Cannot act for agent ${agent}: AGENTS lacks it`);
}
