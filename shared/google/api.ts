import { RateLimitError, TransientError } from "../base/errors.ts";
import type { AgentId } from "../base/ids.ts";
import { isObject, parseJson } from "../base/read.ts";
import { accessToken, accountOf, type Credentials } from "./access-token.ts";
import { type AccessToken, type Call, call } from "./call.ts";
import { openConnections } from "./connections.ts";
import type { Answer } from "./exchange.ts";
import { type Limit, openLimit } from "./limit.ts";
import { checkUrl } from "./loopback.ts";
import { foreign, isDuplicate, type Refused, refusal } from "./refusal.ts";
import { isUntaken, type Pace, pauseBefore, systemPace } from "./retry.ts";

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
export interface ApiRequest extends Omit<Call, "token" | "connections"> {
  /** For everything: waiting, every try and every answer. */
  readonly timeoutMs: number;
  /** Whose call it is: one agent's calls never wait for another's. */
  readonly agent?: AgentId;
  /** True where the call has an id of ours, by which Google knows a repeat: then a 409 means that it has the call. */
  readonly carriesId?: true;
}

/** Who calls, and the setting that names the API's URL. */
export interface Access {
  readonly scope: string;
  readonly setting: string;
  readonly credentials?: Credentials | undefined;
}

/** What comes from outside of the API: chance, time, and tokens in place of the account's. */
interface ApiWorld {
  readonly pace?: Pace;
  readonly token?: AccessToken;
}

/** What a call is made with. */
interface Caller extends Pick<Call, "token" | "connections"> {
  readonly limitOf: (agent: AgentId | undefined) => Limit;
  readonly pace: Pace;
}

/** A message may take its time; READ and typing that come late are worth nothing, and the answer waits for them. */
export const MESSAGE_TIMEOUT_MS = 8000;
export const SIGNAL_TIMEOUT_MS = 3000;

/** How much of its patience a call may wait for its agent's others: the rest is for the call itself. */
const WAITING_SHARE = 1 / 2;

/**
 * Opens the API at `base`. Plain http is for loopback only, and then called without credentials.
 * @throws SettingsError naming `setting` when the URL is neither.
 */
export function openApi(base: string, { scope, setting, credentials = {} }: Access, world: ApiWorld = {}): Api {
  const isLocal = checkUrl(base, setting);
  const { pace = systemPace, token = isLocal ? undefined : accessToken(scope, credentials) } = world;
  const account = accountOf(credentials);
  const caller: Caller = {
    token,
    connections: openConnections(pace),
    limitOf: limits(),
    pace,
  };
  return {
    base: base.replace(/\/$/, ""),
    async request(what) {
      return accept(await persist(what, caller), what, { account, setting });
    },
  };
}

function limits(): (agent: AgentId | undefined) => Limit {
  const open = new Map<AgentId | undefined, Limit>();
  return (agent) => {
    const limit = open.get(agent) ?? openLimit();
    open.set(agent, limit);
    return limit;
  };
}

/** The answer that stands: the last one that patience had room for. */
async function persist(what: ApiRequest, caller: Caller): Promise<Answer> {
  const { pace } = caller;
  const deadline = pace.now().getTime() + what.timeoutMs;
  const earlier: number[] = [];
  const authorised = rememberToken(caller);
  for (;;) {
    const answer = await tryOnce(what, deadline, authorised(earlier.at(-1) === 401));
    if (what.isRepeatable === false && !isUntaken(answer.status)) return answer;
    const pauseMs = pauseBefore(answer, earlier, pace);
    if (pauseMs === undefined || pace.now().getTime() + pauseMs >= deadline) return answer;
    earlier.push(answer.status);
    await pace.wait(pauseMs);
  }
}

async function tryOnce(what: ApiRequest, deadline: number, caller: Caller): Promise<Answer> {
  const { pace, token, connections, limitOf } = caller;
  const leftMs = () => Math.max(1, Math.ceil(deadline - pace.now().getTime()));
  const patience = AbortSignal.timeout(Math.ceil(leftMs() * WAITING_SHARE));
  let isMade = false;
  try {
    return await limitOf(what.agent).pass(() => {
      isMade = true;
      return call({ ...what, token, connections, timeoutMs: leftMs() });
    }, patience);
  } catch (cause) {
    if (isMade) throw cause;
    const { host } = new URL(what.url);
    throw new RateLimitError(`Cannot call ${host}: too many calls of the agent are under way`, { cause });
  }
}

/** Who makes the next try: with another token when the last one was refused. */
function rememberToken(caller: Caller): (isRefused: boolean) => Caller {
  const { token } = caller;
  if (token === undefined) return () => caller;
  let last: string | undefined;
  return (isRefused) => {
    const refused = isRefused ? last : undefined;
    const remember = async () => {
      last = await token(refused);
      return last;
    };
    return { ...caller, token: remember };
  };
}

/** What Google answered when it has the call. @throws what `refusal` makes of any other answer, or of no answer of Google's. */
function accept(answer: Answer, { carriesId }: ApiRequest, refused: Refused): unknown {
  if (carriesId && isDuplicate(answer)) return undefined;
  if (answer.status < 200 || answer.status >= 300) throw refusal(answer, refused);
  const json = parseJson(answer.body);
  if (answer.status === 200 && isObject(json)) return json;
  throw foreign(answer, refused);
}

/** @throws TransientError always: when an agent is new, ingress may know it before this function is deployed. */
export function refuseAgent(agent: AgentId): never {
  throw new TransientError(`Cannot act for agent ${agent}: AGENTS lacks it`);
}
