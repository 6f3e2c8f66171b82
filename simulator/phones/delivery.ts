import type { ApiCall } from "../api/call.ts";
import { refusal } from "../api/refusals.ts";
import type { PhoneProfile } from "../state/phone-profile.ts";
import type { DeliveryStatus, MessageDelivery, PhoneAddress, PlatformState } from "../state/platform-state.ts";
import { isAbout, profileOf, recordFact } from "../state/subscriber.ts";
import { DAY_MS } from "../time/timers.ts";
import { reactToMessage, sendDelivered, sendExpiry } from "./reaction.ts";

/** Google drops a message that waits longer, and sends no event about that. @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send */
const KEPT_MS = 30 * DAY_MS;

/** Delivers a call: shows it on the phone, now or later, or lets it wait until the phone is online. */
export function deliver(state: PlatformState, call: ApiCall): void {
  const { autoReceipts, reach } = profileOf(state, call);
  const now = state.clock.now();
  if (call.act.type === "message" || (call.act.type === "read" && reach === "offline")) {
    state.deliveries.set(deliveryKey(call), { call, status: "waiting", queuedAt: now });
  }
  const { expiresAt: expires } = call;
  if (expires !== undefined) {
    state.timers.after(Math.max(0, expires.getTime() - now.getTime()), () => expire(state, call));
  }
  const delayMs = call.act.type === "message" ? (autoReceipts?.deliveredAfterMs ?? 0) : 0;
  if (reach !== "offline" && delayMs === 0) {
    void show(state, call);
    return;
  }
  recordFact(state, { type: "call-queued", at: now, call });
  if (reach !== "offline") state.timers.after(delayMs, () => showIfOnline(state, call));
}

/**
 * Revokes a message.
 * @throws ApiError 404 when it is unknown, delivered, revoked or expired.
 */
export function revoke(state: PlatformState, revocation: ApiCall, message: string): void {
  const key = deliveryKey({ ...revocation, id: message });
  const delivery = state.deliveries.get(key);
  if (delivery?.status !== "waiting") throw refusal("too-late-to-revoke");
  if (profileOf(state, revocation).onRevoke === "delivered-anyway") {
    state.timers.after(0, () => show(state, delivery.call));
    return;
  }
  setStatus(state, delivery.call, "revoked");
}

/** Shows what waited for a phone for at most 30 days, in the order it was sent. */
export async function showWaiting(state: PlatformState, address: PhoneAddress): Promise<void> {
  const nowMs = state.clock.now().getTime();
  for (const { call, queuedAt } of waitingFor(state, address)) {
    if (nowMs - queuedAt.getTime() > KEPT_MS) setStatus(state, call, "expired");
    else await show(state, call);
  }
}

/** Ends the time to live of every message that waits for a phone and has one. */
export async function expireWaiting(state: PlatformState, address: PhoneAddress): Promise<void> {
  for (const { call } of waitingFor(state, address)) if (call.expiresAt !== undefined) await expire(state, call);
}

function waitingFor({ deliveries }: PlatformState, address: PhoneAddress): readonly MessageDelivery[] {
  return [...deliveries.values()].filter(({ call, status }) => status === "waiting" && isAbout(address, call));
}

/** When the phone has gone offline meanwhile, the message waits until it is back. */
async function showIfOnline(state: PlatformState, call: ApiCall): Promise<void> {
  if (profileOf(state, call).reach !== "offline") await show(state, call);
}

async function show(state: PlatformState, call: ApiCall): Promise<void> {
  const delivery = state.deliveries.get(deliveryKey(call));
  if (delivery !== undefined && delivery.status !== "waiting") return;
  if (delivery !== undefined) setStatus(state, call, "delivered");
  recordFact(state, { type: "call-accepted", at: state.clock.now(), call });
  if (call.act.type !== "message") return;
  reactToMessage(state, call);
  await sendDelivered(state, call);
}

type Expiry = NonNullable<PhoneProfile["onExpiry"]>;

/** Ends a message's time to live as the phone's profile says: which events Google sends, and whether it is still shown. */
async function expire(state: PlatformState, call: ApiCall): Promise<void> {
  const key = deliveryKey(call);
  const delivery = state.deliveries.get(key);
  if (delivery?.status !== "waiting" || delivery.isOverdue === true) return;
  state.deliveries.set(key, { ...delivery, isOverdue: true });
  const onExpiry: Expiry = profileOf(state, call).onExpiry ?? "revoked";
  switch (onExpiry) {
    case "revoked":
      setStatus(state, call, "expired");
      return sendExpiry(state, call, true);
    case "revoke-failed":
      return sendExpiry(state, call, false);
    case "delivered-after-failure":
      await sendExpiry(state, call, false);
      return show(state, call);
    case "both":
      await sendExpiry(state, call, true);
      return show(state, call);
    case "neither":
      return setStatus(state, call, "expired");
  }
}

function setStatus({ deliveries }: PlatformState, call: ApiCall, status: DeliveryStatus): void {
  const key = deliveryKey(call);
  const delivery = deliveries.get(key);
  if (delivery !== undefined) deliveries.set(key, { ...delivery, status });
}

function deliveryKey({ channel, agent, address, path, id }: ApiCall): string {
  return [channel, agent, address, path, id.toLowerCase()].join("/");
}
