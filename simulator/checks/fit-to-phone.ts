import { ApiError } from "../api/api-error.ts";
import type { ApiCall, CallPath } from "../api/call.ts";
import type { PhoneProfile } from "../state/phone-profile.ts";

/** The calls for which RCS must reach the phone. */
const NEEDS_REACHABLE_PHONE: readonly CallPath[] = ["agentMessages", "agentEvents", "capabilities"];

/**
 * Returns the call as the phone shows it: with the fallback when the phone lacks a needed capability.
 * @throws ApiError 403 or 404 when the agent cannot reach the phone; 400 when the phone cannot show the message and has no fallback.
 */
export function fitToPhone(call: ApiCall, profile: PhoneProfile, isTester: boolean): ApiCall {
  const { channel, act, neededCapabilities: needs } = call;
  if (NEEDS_REACHABLE_PHONE.includes(call.path) && act.type !== "revoke") checkReach(call, profile, isTester);
  const isAble = profile.features === undefined || needs.every((need) => profile.features?.includes(need));
  if (isAble) return call;
  if (channel === "rcs") throw new ApiError(400, `Cannot show the message: the phone lacks one of ${needs.join(", ")}`);
  if (act.type !== "message" || act.fallback === undefined) {
    const detail = { status: "FAILED_PRECONDITION" } as const;
    throw new ApiError(400, "Cannot show the message: expected a fallback for this device", detail);
  }
  const { content: _content, fallback, ...kept } = act;
  return { ...call, act: { ...kept, text: fallback } };
}

function checkReach({ path }: ApiCall, { reach }: PhoneProfile, isTester: boolean): void {
  if (reach === "no-rcs" || reach === "not-launched-here") {
    throw new ApiError(404, "Cannot reach the phone: expected one with RCS on a network where the agent is launched");
  }
  if (reach !== "testers-only" || isTester) return;
  throw new ApiError(path === "capabilities" ? 404 : 403, "Cannot reach the phone: expected an accepted tester");
}
