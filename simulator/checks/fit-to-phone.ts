import type { ApiCall, CallPath } from "../api/call.ts";
import { refusal } from "../api/refusals.ts";
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
  if (channel === "rcs") throw refusal("cannot-be-shown", { needs: needs.join(", ") });
  if (act.type !== "message") throw refusal("no-survey", {}, { status: "FAILED_PRECONDITION" });
  if (act.fallback === undefined) {
    throw refusal("no-fallback", {}, { status: "FAILED_PRECONDITION" });
  }
  const { content: _content, fallback, ...kept } = act;
  return { ...call, act: { ...kept, text: fallback } };
}

function checkReach({ path }: ApiCall, { reach }: PhoneProfile, isTester: boolean): void {
  if (reach === "no-rcs" || reach === "not-launched-here") {
    throw refusal("unreachable");
  }
  if (reach !== "testers-only" || isTester) return;
  throw refusal(path === "capabilities" ? "no-tester-to-ask-about" : "no-tester");
}
