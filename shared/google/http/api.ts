import { PermanentError, RateLimitError, TransientError } from "../../base/errors.ts";
import type { Address, AgentId } from "../../base/ids.ts";
import { isObject, parseJson } from "../../base/read.ts";
import type { Clock } from "../../ports/clock.ts";
import { accessToken, accountOf, type Credentials } from "./access-token.ts";
import { type AccessToken, call, type HttpCall } from "./call.ts";
import { type ConcurrencyLimit, openConcurrencyLimit } from "./concurrency-limit.ts";
import { openConnections } from "./connections.ts";
import { type Cooldowns, openCooldowns } from "./cooldowns.ts";
import type { IncomingResponse } from "./exchange.ts";
import { checkUrl } from "./loopback.ts";
import { type ErrorContext, isDuplicate, notGoogle, toApiError } from "./refusal.ts";
import { type RetryClock, systemRetryClock } from "./retry.ts";
import { type Try, withRetries } from "./with-retries.ts";

/** An API of Google's, as a messenger calls it. */
export interface Api {
  /** Without a slash at its end. */
  readonly base: string;
  /**
   * Makes a call, patiently, and returns the JSON object that Google answers; `undefined` when Google had the call already,
   * under the id that it carries.
   * @throws PermanentError, or its UnreachableError and UnsupportedError, when Google refuses the call itself.
   * @throws TransientError, or its RateLimitError and UnauthorisedError, when another try may pass. After a time-out it is
   * unknown whether the call was taken.
   */
  readonly request: (what: ApiRequest) => Promise<unknown>;
}

/** One call to an API. */
export interface ApiRequest extends Omit<HttpCall, "token" | "connections"> {
  /** For everything: waiting, every try and every answer. */
  readonly timeoutMs: number;
  /** Whose call it is: one agent's calls never wait for another's. */
  readonly agent?: AgentId;
  /** Which of the agent's users it is about, where it is about one: a user may have had enough messages of an agent. */
  readonly address?: Address;
  /** True where the call has an id of ours, by which Google knows a repeat: then a 409 means that it has the call. */
  readonly carriesId?: true;
  /** Where a 429 tells nothing about the rate of calls, but refuses this one for long: the reason of that failure. */
  readonly tooManyReason?: string;
}

/** Who calls, and the setting that names the API's URL. */
export interface Access {
  readonly scope: string;
  readonly setting: string;
  readonly credentials?: Credentials | undefined;
}

/** What comes from outside of the API: chance, time, and tokens in place of the account's. */
interface ApiWorld {
  readonly clock?: RetryClock;
  readonly token?: AccessToken;
}

/** What a call is made with. */
interface Caller extends Pick<HttpCall, "token" | "connections"> {
  readonly cooldowns: Cooldowns;
  readonly limitOf: (agent: AgentId | undefined) => ConcurrencyLimit;
  readonly clock: RetryClock;
}

/** A message may take its time; READ and typing that come late are worth nothing, and the answer waits for them. */
export const MESSAGE_TIMEOUT_MS = 8000;
export const SIGNAL_TIMEOUT_MS = 3000;

/** How much of its budget a call may wait for its agent's others, or for Google: the rest is for the call itself. */
const WAITING_SHARE = 1 / 2;
const TOO_MANY = 429;

/**
 * Opens the API at `base`. Plain http is for loopback only, and then called without credentials.
 * @throws SettingsError naming `setting` when the URL is neither.
 */
export function openApi(base: string, { scope, setting, credentials = {} }: Access, world: ApiWorld = {}): Api {
  const isLocal = checkUrl(base, setting);
  const { clock = systemRetryClock, token = isLocal ? undefined : accessToken(scope, credentials) } = world;
  const account = accountOf(credentials);
  const caller: Caller = {
    token,
    connections: openConnections(clock),
    cooldowns: openCooldowns(clock),
    limitOf: openConcurrencyLimits(clock),
    clock,
  };
  return {
    base: base.replace(/\/$/, ""),
    async request(what) {
      const wanted = await waitOutCooldown(what, caller);
      return accept(await make(wanted, caller), what, { method: what.method, account, setting });
    },
  };
}

function openConcurrencyLimits(clock: Clock): (agent: AgentId | undefined) => ConcurrencyLimit {
  const open = new Map<AgentId | undefined, ConcurrencyLimit>();
  return (agent) => {
    const limit = open.get(agent) ?? openConcurrencyLimit(clock);
    open.set(agent, limit);
    return limit;
  };
}

/** The call once Google wants it, with the budget that is left then. @throws RateLimitError when that would be too little. */
async function waitOutCooldown(what: ApiRequest, { cooldowns, clock }: Caller): Promise<ApiRequest> {
  const cooldownMs = cooldowns.leftMs(what);
  if (cooldownMs > what.timeoutMs * WAITING_SHARE) {
    const seconds = Math.ceil(cooldownMs / 1000);
    throw new RateLimitError(`Cannot call ${what.method}: Google wants no call for the next ${seconds} s`);
  }
  if (cooldownMs > 0) await clock.sleep(cooldownMs);
  return { ...what, timeoutMs: what.timeoutMs - cooldownMs };
}

/** Makes the call until an answer stands, each try in turn with the agent's other calls. */
async function make(what: ApiRequest, caller: Caller): Promise<IncomingResponse> {
  const finalStatuses = what.tooManyReason === undefined ? [] : [TOO_MANY];
  const answer = await withRetries({ ...what, finalStatuses }, (one) => tryOnce(what, one, caller), caller);
  if (!finalStatuses.includes(answer.status)) caller.cooldowns.record(what, answer);
  return answer;
}

async function tryOnce(what: ApiRequest, one: Try, { connections, limitOf }: Caller): Promise<IncomingResponse> {
  const { isFirst, token, leftMs } = one;
  const signal = AbortSignal.timeout(Math.ceil(leftMs() * WAITING_SHARE));
  const about = isFirst && what.tooManyReason === undefined ? what.address : undefined;
  let isMade = false;
  try {
    return await limitOf(what.agent).run(
      () => {
        isMade = true;
        return call({ ...what, token, connections, timeoutMs: leftMs() });
      },
      { signal, about },
    );
  } catch (cause) {
    if (isMade) throw cause;
    throw new RateLimitError(`Cannot call ${what.method}: too many calls of the agent are under way`, { cause });
  }
}

/** What Google answers when it has the call. @throws what `refusal` makes of any other answer, or of no answer of Google's. */
function accept(answer: IncomingResponse, { carriesId, tooManyReason }: ApiRequest, context: ErrorContext): unknown {
  if (answer.status === TOO_MANY && tooManyReason !== undefined) {
    throw new PermanentError(
      tooManyReason,
      `Cannot call ${context.method}: Google answered ${TOO_MANY}, and will again for a long time`,
    );
  }
  if (carriesId && isDuplicate(answer)) return undefined;
  if (answer.status < 200 || answer.status >= 300) throw toApiError(answer, context);
  const json = parseJson(answer.body);
  if (answer.status === 200 && isObject(json)) return json;
  throw notGoogle(answer, context);
}

/** @throws TransientError always: when an agent is new, ingress may know it before this function is deployed. */
export function refuseAgent(agent: AgentId): never {
  throw new TransientError(`Cannot act for agent ${agent}: AGENTS lacks it`);
}
