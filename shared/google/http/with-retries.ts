import { RateLimitError, TransientError } from "../../base/errors.ts";
import { inTime } from "../../ports/in-time.ts";
import { type IncomingResponse, type OutgoingRequest, TooLateError } from "./exchange.ts";
import {
  mayBeTaken,
  openRetryBudget,
  pauseBefore,
  type RetryBudget,
  type RetryClock,
  type RetryRules,
  type TryStatus,
} from "./retry.ts";
import type { Transport } from "./transport.ts";

/** A valid access token, from a cache while it lasts. Told which one was refused, it gives another. */
export type AccessToken = (refused?: string) => Promise<string>;

/** One call over HTTP, in as many tries as it takes. */
export interface HttpCall extends OutgoingRequest, RetryRules {
  /** For everything: waiting, every try and every response. */
  readonly timeoutMs: number;
}

/** Who makes calls. */
export interface HttpCaller {
  /** Gives the bearer token; `undefined` where no credentials are sent. */
  readonly token: AccessToken | undefined;
  readonly transport: Transport;
  readonly clock: RetryClock;
  /** Has each try wait for its place; tries go out at once unless it is set. @throws when there is none in time. */
  readonly admit?: (send: () => Promise<TryOutcome>, earlier: readonly TryStatus[]) => Promise<TryOutcome>;
}

/** The last response. */
export interface HttpResult extends IncomingResponse {
  /** A try before it may have been taken: what this response refuses, may have been done. */
  readonly mayBeTakenEarlier: boolean;
}

/** A response, or why there is none. */
type TryOutcome = IncomingResponse | Failure;

interface Failure {
  readonly status: Exclude<TryStatus, number>;
  readonly cause: unknown;
}

/** One call on its way. */
interface Tries {
  readonly budget: RetryBudget;
  /** How those before this one ended. */
  readonly earlier: readonly TryStatus[];
  /** Gives the bearer token; `undefined` where no credentials are sent. */
  readonly nextToken: (() => Promise<string>) | undefined;
}

/** How much of what is left one try may take while another may follow: a connection that swallows everything must leave time. */
const TRY_SHARE = 1 / 3;

const FAILURES = {
  "no-token": "there is no access token",
  "no-place": "too many calls of the agent are under way",
  "no-time": "its time is over",
  "no-response": "the connection failed",
} as const;

/**
 * Makes the call until `pauseBefore` or its budget allows no other try, and returns the last response, whatever it says. A
 * connection that breaks or keeps silent is replaced: an instance that was frozen wakes up with connections that are dead.
 * @throws TransientError when no response came, and it is unknown whether the call was taken.
 * @throws RateLimitError when there was no place for the call; what `token` throws when there was no token.
 */
export async function withRetries(
  call: HttpCall,
  caller: HttpCaller,
  budget: RetryBudget = openRetryBudget(call.timeoutMs, caller.clock, call.scope?.until),
): Promise<HttpResult> {
  const { token, transport, clock } = caller;
  const earlier: TryStatus[] = [];
  const nextToken = rememberToken(token, earlier);
  const end = call.scope?.begin?.(call.name ?? call.method);
  for (;;) {
    const outcome = await tryOnce(call, caller, { budget, earlier, nextToken });
    if (outcome.status === "no-response" || outcome.status === "no-token") transport.renew();
    const pauseMs = pauseBefore(outcome, earlier, { ...call, clock });
    if (!(await sleepBeforeRetry(pauseMs, { budget, clock }))) {
      end?.({ status: outcome.status, tries: earlier.length + 1 });
      const response = orThrow(outcome, call, { budget, earlier });
      return { ...response, mayBeTakenEarlier: earlier.some(mayBeTaken) };
    }
    earlier.push(outcome.status);
  }
}

/** Waits before the next try. @returns False when no try follows: a timer that is late may also have taken what was left. */
async function sleepBeforeRetry(
  pauseMs: number | undefined,
  { budget, clock }: { readonly budget: RetryBudget; readonly clock: RetryClock },
): Promise<boolean> {
  if (pauseMs === undefined || pauseMs >= budget.leftMs()) return false;
  await clock.sleep(pauseMs);
  return budget.leftMs() > 0;
}

function orThrow(outcome: TryOutcome, call: HttpCall, tries: Pick<Tries, "budget" | "earlier">): IncomingResponse {
  if ("cause" in outcome) throw toError(outcome, call, tries);
  return outcome;
}

/** One try: a token, a place among the caller's calls, and one exchange over a connection. */
async function tryOnce(call: HttpCall, caller: HttpCaller, tries: Tries): Promise<TryOutcome> {
  const { transport, clock, admit = (send) => send() } = caller;
  const { budget, earlier, nextToken } = tries;
  const mayRepeat = (status: TryStatus, before = earlier) =>
    pauseBefore({ status }, before, { ...call, clock }) !== undefined;
  const timeFor = (status: TryStatus) => Math.ceil(budget.leftMs() * (mayRepeat(status) ? TRY_SHARE : 1));
  const failed = (status: Failure["status"]) => (cause: unknown) => ({ status, cause });
  const token = nextToken && (await inTime(nextToken(), timeFor("no-token"), clock).catch(failed("no-token")));
  if (typeof token === "object") return token;
  const send = async (): Promise<TryOutcome> => {
    // Asked again after all the waiting: a process that slept must not begin a call when its time is over.
    const isOver = () => budget.leftMs() === 0;
    if (isOver()) return failed("no-time")(undefined);
    // A pooled connection may be dead, and a call that is lost over it may not be one to repeat.
    const options = { token, isPooled: mayRepeat("no-response", []), timeoutMs: timeFor("no-response"), isOver };
    return transport
      .exchange(call, options)
      .catch((cause: unknown) => failed(cause instanceof TooLateError ? "no-time" : "no-response")(cause));
  };
  return admit(send, earlier).catch(failed("no-place"));
}

/** The token of the next try: another one than Google has refused. */
function rememberToken(token: AccessToken | undefined, earlier: readonly TryStatus[]): Tries["nextToken"] {
  if (token === undefined) return undefined;
  let last: string | undefined;
  let refused: string | undefined;
  return async () => {
    if (earlier.at(-1) === 401) refused = last;
    last = await token(refused);
    return last;
  };
}

function toError(
  { status, cause }: Failure,
  { method, timeoutMs }: HttpCall,
  { budget, earlier }: Pick<Tries, "budget" | "earlier">,
): Error {
  const isUnknown = [...earlier, status].some(mayBeTaken);
  if (cause instanceof TransientError && !isUnknown) return cause;
  // A timer may fire a millisecond early.
  const isLate = status === "no-response" && budget.leftMs() <= 1;
  const why = isLate ? `no answer within ${timeoutMs} ms` : FAILURES[status];
  const message = cause instanceof TransientError ? cause.message : `Cannot call ${method}: ${why}`;
  if (isUnknown) {
    return new TransientError(`${message}, unknown whether the call was taken`, { cause, mayBeTaken: true });
  }
  return status === "no-place" ? new RateLimitError(message, { cause }) : new TransientError(message, { cause });
}
