import { messageOf } from "../shared/base/message-of.ts";
import { webhookToVerify } from "./answer-agent-call.ts";
import { answerServiceCall } from "./answer-service-call.ts";
import { ApiError, asApiError } from "./api/api-error.ts";
import type { PlatformResponse } from "./api/api-response.ts";
import { errorResponse, successResponse, withAdvice } from "./api/api-response.ts";
import type { ApiCall, IncomingCall } from "./api/call.ts";
import { classify } from "./api/classification.ts";
import { adviser } from "./api/leniency.ts";
import { refusal } from "./api/refusals.ts";
import { route } from "./api/route.ts";
import { fitToPhone } from "./checks/fit-to-phone.ts";
import { checkMedia } from "./checks/media.ts";
import { limitConversation, limitRcs } from "./checks/rate.ts";
import type { CallFault } from "./faults/call-fault.ts";
import { takeFault } from "./faults/fault-rule.ts";
import { deliver, revoke } from "./phones/delivery.ts";
import { type PlatformState, testerKey } from "./state/platform-state.ts";
import { profileOf, recordFact, subscriberAt } from "./state/subscriber.ts";
import { DAY_MS } from "./time/timers.ts";
import { verifyWebhook } from "./webhooks/verify-webhook.ts";

/** @see https://developers.google.com/business-communications/business-messages/guides/how-it-works */
const MAX_SILENCE_MS = 30 * DAY_MS;

/**
 * Answers one request as Google does. The checks come in this order: path and credentials, agent, phone number, id, body,
 * whether the phone can be reached, a fault if one applies, media, the rates of RCS, a repeated id,
 * the rates of a conversation of Business Messages.
 */
export async function answerRequest(state: PlatformState, request: IncomingCall): Promise<PlatformResponse> {
  const at = state.clock.now();
  const advice: string[] = [];
  const advise = adviser(state.rules.contract ?? "documented", advice);
  const call = await attempt(() => admit(state, route(request, { ...state.rules, at, advise, uuid: state.uuid })));
  const { method, path } = request;
  if (advice.length > 0) state.onFact({ type: "call-advised", at, method, path, advice });
  if (call instanceof ApiError) {
    state.onFact({ type: "call-refused", at, method, path, status: call.code, message: call.message });
    return withAdvice(errorResponse(call), advice);
  }
  recordFact(state, { type: "call-arrived", at, call });
  const result = await attempt(() => answerCall(state, call));
  const response = result instanceof ApiError ? errorResponse(result) : result;
  const status = response === "reset" ? response : response.status;
  recordFact(state, { type: "call-answered", at: state.clock.now(), call, status });
  return withAdvice(response, advice);
}

async function attempt<Result>(step: () => Result | Promise<Result>): Promise<Result | ApiError> {
  try {
    return await step();
  } catch (error) {
    return asApiError(error);
  }
}

/** @throws ApiError when the phone cannot be reached, cannot show the call, or its user has not written for too long. */
function admit(state: PlatformState, call: ApiCall): ApiCall {
  const { lastWroteAt, profile } = subscriberAt(state, call);
  if (lastWroteAt !== undefined && state.clock.now().getTime() - lastWroteAt.getTime() > MAX_SILENCE_MS) {
    throw refusal("silent-user");
  }
  const tester = state.testers.get(testerKey(call.agent, call.address));
  return fitToPhone(call, profile, tester?.status === "ACCEPTED");
}

/** @throws ApiError when Google refuses the call. */
async function answerCall(state: PlatformState, call: ApiCall): Promise<PlatformResponse> {
  const fault = takeFault(state.callFaults, call, state.random);
  const responseBefore = await applyFault(state, { fault, at: "before", call });
  if (responseBefore !== undefined) return responseBefore;
  const fileBytes = await checkNewMedia(state, call);
  await checkNewWebhook(state, call);
  const resource = accept(state, call, fileBytes);
  return (await applyFault(state, { fault, at: "after", call })) ?? successResponse(resource);
}

async function applyFault(
  { timers }: PlatformState,
  { fault, at, call }: { readonly fault: CallFault | undefined; readonly at: CallFault["at"]; readonly call: ApiCall },
): Promise<PlatformResponse | undefined> {
  if (fault?.at !== at) return undefined;
  const { delayMs } = fault;
  if (delayMs !== undefined) await new Promise<void>((resolve) => timers.after(delayMs, resolve));
  await fault.hook?.(call);
  if (fault.response === undefined || fault.response === "reset") return fault.response;
  const { status, retryAfterSeconds } = fault.response;
  const headers = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  return errorResponse(new ApiError(status, "A fault of the simulator fails this call"), headers);
}

/** Google does not fetch media again for a repeated id. @returns The bytes that were fetched. @throws ApiError 400 */
async function checkNewMedia(state: PlatformState, call: ApiCall): Promise<number> {
  const isKnown = call.idKey !== undefined && state.resources.has(call.idKey);
  return isKnown ? 0 : checkMedia(state, call);
}

/** Google asks for a handshake before it takes an agent's webhook. @throws ApiError 400 */
async function checkNewWebhook(state: PlatformState, { act, agent }: ApiCall): Promise<void> {
  if (agent === undefined || act.type !== "service" || act.request.about !== "agent") return;
  const webhook = webhookToVerify(state, agent, act.request.ask);
  if (webhook === undefined) return;
  await verifyWebhook("rcs", webhook, state.webhookForm).catch((error: unknown) => {
    throw refusal("webhook-not-verified", { why: messageOf(error) });
  });
}

/** @throws ApiError */
function accept(state: PlatformState, call: ApiCall, fileBytes: number): ApiCall["resource"] {
  const { idKey, act } = call;
  if (act.type === "service") return answerServiceCall(state, call, act.request);
  if (act.type === "revoke") {
    revoke(state, call, act.message);
    return {};
  }
  limitRcs(state, call);
  const first = answerRepeat(state, call);
  if (first !== undefined) return first;
  limitConversation(state, call);
  const resource = { ...call.resource, ...classification(state, call, fileBytes) };
  if (idKey !== undefined) state.resources.set(idKey, resource);
  deliver(state, call);
  return resource;
}

/**
 * A call with a repeated id changes nothing. RCS answers it as the first time, and Business Messages with 409, unless the
 * rules say otherwise.
 * @throws ApiError 409
 */
function answerRepeat(
  { resources, rules }: PlatformState,
  { channel, idKey }: ApiCall,
): ApiCall["resource"] | undefined {
  const first = idKey === undefined ? undefined : resources.get(idKey);
  if (first === undefined) return undefined;
  const rule = rules.repeats?.[channel] ?? (channel === "rcs" ? "first-answer" : "refused");
  if (rule === "first-answer") return first;
  throw refusal("repeated-id");
}

/** What Google adds about messages to phones in the United States. */
function classification(state: PlatformState, call: ApiCall, fileBytes: number): ApiCall["resource"] {
  const { carrier } = profileOf(state, call);
  if (carrier === undefined || call.path !== "agentMessages") return {};
  return classify(call, { carrier, fileBytes });
}
