import { PermanentError, TransientError } from "../../base/errors.ts";
import { type Address, type AgentId, isAgentName } from "../../base/ids.ts";
import { isObject, parseJson } from "../../base/json.ts";
import { checkUrl } from "../../base/loopback.ts";
import type { SleepClock } from "../../ports/clock.ts";
import { accessToken, accountOf, type Credentials } from "./access-token.ts";
import { type ErrorContext, isDuplicate, notGoogle, toApiError } from "./api-error.ts";
import { type ConcurrencyLimit, openConcurrencyLimit, TOO_MANY } from "./concurrency-limit.ts";
import { type Cooldowns, openCooldowns } from "./cooldowns.ts";
import { mayBeTaken, openRetryBudget, type RetryBudget } from "./retry.ts";
import { type AccessToken, type HttpCall, type HttpCaller, type HttpResult, withRetries } from "./with-retries.ts";
import { systemWorld, type World } from "./world.ts";

/** An API of Google's, as a messenger calls it. */
export interface Api {
  /** Without a slash at its end. */
  readonly base: string;
  /**
   * Makes a call, with retries, and returns the JSON object that Google answers; `undefined` when Google had the call already,
   * under the id that it carries.
   * @throws PermanentError, or its UnreachableError and UnsupportedError, when Google refuses the call itself.
   * @throws TransientError, or its RateLimitError and UnauthorisedError, when another try may pass. After a time-out it is
   * unknown whether the call was taken.
   */
  readonly request: (call: ApiRequest) => Promise<unknown>;
}

/** One call to an API. */
export interface ApiRequest extends Omit<HttpCall, "headers" | "maxTries" | "finalStatuses"> {
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

/** What comes from outside of the API: time, chance, the network, and tokens in place of the account's. */
interface ApiOptions {
  readonly world?: World | undefined;
  readonly token?: AccessToken;
}

/** A call may spend half of its time on Google's cooldown, and half of the rest on a free place among its agent's calls. */
const WAITING_SHARE = 1 / 2;

/**
 * Opens the API at `base`. Plain http is for loopback only, and then called without credentials.
 *
 * A call waits until Google wants calls again, then makes its tries. Each try waits for its place among the calls of its agent.
 * What the last response says is remembered for the calls to come, and returned or thrown.
 * @throws SettingsError naming `setting` when the URL is neither.
 */
export function openApi(base: string, { scope, setting, credentials = {} }: Access, options: ApiOptions = {}): Api {
  const isLocal = checkUrl(base, setting);
  const { world = systemWorld, token = isLocal ? undefined : accessToken(scope, credentials, world) } = options;
  const { clock } = world;
  const caller = { token, transport: world.openTransport(), clock };
  const cooldowns = openCooldowns(clock);
  const limitOf = openConcurrencyLimits(clock);
  return {
    base: base.replace(/\/$/, ""),
    async request(call) {
      const budget = openRetryBudget(call.timeoutMs, clock, call.scope?.until);
      const admit = admitTo(limitOf(call.agent), call, budget);
      const finalStatuses = call.tooManyReason === undefined ? [] : [TOO_MANY];
      const response = await outsideCooldown(call, { cooldowns, budget }, () =>
        withRetries({ ...call, finalStatuses }, { ...caller, admit }, budget),
      );
      return accept(response, call, { method: call.method, account: accountOf(credentials), setting, sent: call.body });
    },
  };
}

function openConcurrencyLimits(clock: SleepClock): (agent: AgentId | undefined) => ConcurrencyLimit {
  const open = new Map<AgentId | undefined, ConcurrencyLimit>();
  return (agent) => {
    const limit = open.get(agent) ?? openConcurrencyLimit(clock);
    open.set(agent, limit);
    return limit;
  };
}

/** Makes the call when nothing holds it, and takes note of how it ended, however it did. */
async function outsideCooldown(
  call: ApiRequest,
  { cooldowns, budget }: { readonly cooldowns: Cooldowns; readonly budget: RetryBudget },
  make: () => Promise<HttpResult>,
): Promise<HttpResult> {
  await cooldowns.wait(call, budget.leftMs() * WAITING_SHARE);
  let response: HttpResult | undefined;
  try {
    response = await make();
    return response;
  } finally {
    // Where a 429 is not about the rate of calls, its Retry-After is not either.
    const isOwn = response?.status === TOO_MANY && call.tooManyReason !== undefined;
    cooldowns.record(call, response && isOwn ? { ...response, retryAfter: undefined } : response);
  }
}

/** Has each try wait for a place. Only the first response of a call tells anything about the rate of calls. */
function admitTo(
  limit: ConcurrencyLimit,
  { address, tooManyReason }: ApiRequest,
  budget: RetryBudget,
): NonNullable<HttpCaller["admit"]> {
  return (send, earlier) => {
    const isFirst = !earlier.some((status) => typeof status === "number");
    const user = isFirst && tooManyReason === undefined ? address : undefined;
    return limit.run(send, { waitMs: Math.ceil(budget.leftMs() * WAITING_SHARE), user });
  };
}

/** What Google answers when it has the call. @throws what `toApiError` makes of any other response, or of one that is not Google's. */
function accept(response: HttpResult, { carriesId, tooManyReason }: ApiRequest, context: ErrorContext): unknown {
  const { status } = response;
  const isUnknown = response.mayBeTakenEarlier || mayBeTaken(status);
  if (status === TOO_MANY && tooManyReason !== undefined) {
    const message = `Cannot call ${context.method}: Google answered ${TOO_MANY}; the same call would be refused again for a long time`;
    throw new PermanentError(tooManyReason, message, { status, mayBeTaken: isUnknown });
  }
  if (carriesId && isDuplicate(response)) return undefined;
  if (status < 200 || status >= 300) throw toApiError(response, { ...context, mayBeTaken: isUnknown });
  const json = parseJson(response.body);
  if (status === 200 && isObject(json)) return json;
  // What spoilt the answer may have passed on the call.
  throw notGoogle(response, { ...context, mayBeTaken: true });
}

/** @throws TransientError always: when an agent is new, ingress may know it before this function is deployed. */
export function refuseAgent(agent: AgentId): never {
  throw new TransientError(`Cannot act for agent ${isAgentName(agent) ? agent : "(no name)"}: AGENTS lacks it`);
}
