import { PermanentError, SettingsError, TransientError } from "../base/errors.ts";
import type { AgentId, ConversationId } from "../base/ids.ts";
import { parseJson } from "../base/read.ts";
import { accessToken } from "./access-token.ts";
import { type Call, call } from "./call.ts";

/** An API of Google's, as a messenger calls it. */
export interface Api {
  /** Without a slash at its end. */
  readonly base: string;
  /** Resolves with the answer's JSON; `undefined` when it holds none. */
  readonly request: (what: Request) => Promise<unknown>;
}

/** A call, and whom it is about. */
interface Request extends Omit<Call, "token"> {
  readonly agent?: AgentId;
  readonly conversation?: ConversationId;
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
  return {
    base: base.replace(/\/$/, ""),
    async request(what) {
      const { status, text } = await call({ ...what, token });
      accept(status);
      return parseJson(text);
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
  if (status === 408 || status === 429 || status >= 500) throw new TransientError(`Google answered ${status}`);
  throw new PermanentError(`google-${status}`, `Google answered ${status} and will again`);
}

/** True when Google does not know whom or what the call was about. */
export function isNotFound(error: unknown): boolean {
  return error instanceof PermanentError && error.reason === "google-404";
}

/** @throws TransientError always: when an agent is new, ingress may know it before this function is deployed. */
export function refuseAgent(agent: AgentId): never {
  throw new TransientError(`Cannot act for agent ${agent}: AGENTS lacks it`);
}
