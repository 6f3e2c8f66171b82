import type { ApiCall } from "../api/call.ts";
import { type RefusalName, refusal } from "../api/refusals.ts";
import type { Rate } from "../api/rules.ts";
import type { PlatformState } from "../state/platform-state.ts";
import { DAY_MS, MINUTE_MS } from "../time/timers.ts";

/** A rate, and what is refused above it. */
export interface NamedRate extends Rate {
  readonly name: RateName;
}

type RateName = Extract<RefusalName, `too-many-${string}`>;

/** @see https://developers.google.com/business-communications/business-messages/guides/how-to/qa/high-volume */
const CONVERSATION_RATE: NamedRate = { max: 60, withinMs: MINUTE_MS, name: "too-many-messages" };
const SURVEY_RATE: NamedRate = { max: 1, withinMs: DAY_MS, name: "too-many-surveys" };

/** Counts a call under `key`. @throws ApiError 429 when there were already `max` calls within the time. */
export function limitRate({ rates, clock }: PlatformState, key: string, { max, withinMs, name }: NamedRate): void {
  const now = clock.now();
  const recent = (rates.get(key) ?? []).filter((at) => now.getTime() - at.getTime() < withinMs);
  if (recent.length >= max) throw refusal(name, { max, withinMs });
  rates.set(key, [...recent, now]);
}

/** Counts a call of RCS, also a repeated one. @throws ApiError 429 */
export function limitRcs(state: PlatformState, { channel, agent, address, act }: ApiCall): void {
  const { perAgent, perUser } = state.rules.rcsRates ?? {};
  if (channel !== "rcs") return;
  if (perAgent !== undefined) limitRate(state, `rcs/${agent}`, { ...perAgent, name: "too-many-calls" });
  if (perUser !== undefined && act.type === "message")
    limitRate(state, `rcs/${agent}/${address}`, { ...perUser, name: "too-many-calls" });
}

/** Counts messages and surveys of a conversation of Business Messages. @throws ApiError 429 */
export function limitConversation(state: PlatformState, { path, address }: ApiCall): void {
  if (path === "messages") limitRate(state, `messages/${address}`, CONVERSATION_RATE);
  if (path === "surveys") limitRate(state, `surveys/${address}`, SURVEY_RATE);
}
