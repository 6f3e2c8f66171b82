import type { Channel } from "../shared/base/ids.ts";
import type { Clock } from "../shared/effect/ports.ts";
import { ApiError, errorBody } from "./api-error.ts";
import type { ApiRequest, Call } from "./call.ts";
import type { CallFact, PlatformFact } from "./fact.ts";
import { type Answer, type FaultRule, type Faults, takeFault } from "./fault.ts";
import { NEW_PHONE, type Phone, updatePhone } from "./phone.ts";
import { route } from "./route.ts";

/** All that the platform remembers. */
export interface Desk {
  readonly clock: Clock;
  readonly onFact: (fact: PlatformFact) => void;
  readonly phones: Map<string, Phone>;
  /** What was answered first for each id. */
  readonly resources: Map<string, Call["resource"]>;
  readonly faults: Faults;
}

/** Takes one request as Google would: path, agent, phone, id, body, then a fault if one is due, then a repeated id. */
export async function answerRequest(desk: Desk, request: ApiRequest): Promise<Answer> {
  const at = desk.clock.now();
  const call = tryRoute(request, at);
  if (call instanceof ApiError) {
    const { method, path } = request;
    desk.onFact({ type: "call-refused", at, method, path, status: call.code, message: call.message });
    return refusal(call);
  }
  tell(desk, { type: "call-arrived", at, call });
  const answer = await answerCall(desk, call);
  const status = answer === "reset" ? answer : answer.status;
  tell(desk, { type: "call-answered", at: desk.clock.now(), call, status });
  return answer;
}

/** The key of a phone: the same address in two channels is two phones. */
export function phoneKey(channel: Channel, address: string): string {
  return `${channel}/${address}`;
}

function tryRoute(request: ApiRequest, at: Date): Call | ApiError {
  try {
    return route(request, at);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

async function answerCall(desk: Desk, call: Call): Promise<Answer> {
  const fault = takeFault(desk.faults, call);
  const early = await strike(fault, "before", call);
  if (early !== undefined) return early;
  const answer = accept(desk, call);
  return (await strike(fault, "after", call)) ?? answer;
}

async function strike(fault: FaultRule | undefined, at: FaultRule["at"], call: Call): Promise<Answer | undefined> {
  if (fault?.at !== at) return undefined;
  await fault.hook?.(call);
  if (fault.answer === undefined || fault.answer === "reset") return fault.answer;
  const { status, retryAfterSeconds } = fault.answer;
  const headers = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  return refusal(new ApiError(status, "The simulator was told to fail this call"), headers);
}

/** A repeated id changes nothing: RCS answers it as the first time, Business Messages says that it exists. */
function accept(desk: Desk, call: Call): Answer {
  const { channel, idKey, resource } = call;
  const first = idKey === undefined ? undefined : desk.resources.get(idKey);
  if (first !== undefined) {
    return channel === "rcs"
      ? success(first)
      : refusal(new ApiError(409, "Cannot take the call: its id was used before"));
  }
  if (idKey !== undefined) desk.resources.set(idKey, resource);
  tell(desk, { type: "call-accepted", at: desk.clock.now(), call });
  return success(resource);
}

function tell(desk: Desk, fact: CallFact): void {
  const key = phoneKey(fact.call.channel, fact.call.address);
  desk.phones.set(key, updatePhone(desk.phones.get(key) ?? NEW_PHONE, fact));
  desk.onFact(fact);
}

function success(body: Call["resource"]): Answer {
  return { status: 200, headers: {}, body };
}

function refusal(error: ApiError, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: error.code, headers, body: errorBody(error) };
}
