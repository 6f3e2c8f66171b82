import { ApiError } from "../api/api-error.ts";
import type { Call } from "../api/call.ts";
import type { PhoneProfile } from "../state/phone-profile.ts";
import type { DeliveryStatus, Home, MessageDelivery, PlatformState } from "../state/platform-state.ts";
import { isAt, profileOf, tell } from "../state/subscriber.ts";
import { DAY_MS } from "../state/timers.ts";
import { actByItself, emitDelivered, emitExpiry } from "./reaction.ts";

/** Google forgets without a word what waits longer. @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send */
const KEPT_MS = 30 * DAY_MS;

/** Takes a call on its way to the phone: shows it, or lets it wait until the phone is there. */
export function post(books: PlatformState, call: Call): void {
  const { autoReceipts, reach } = profileOf(books, call);
  const now = books.clock.now();
  if (call.act.type === "message" || (call.act.type === "read" && reach === "offline")) {
    books.deliveries.set(deliveryKey(call), { call, status: "waiting", queuedAt: now });
  }
  const { expires } = call;
  if (expires !== undefined) books.timers.after(expires.getTime() - now.getTime(), () => expire(books, call));
  const delayMs = call.act.type === "message" ? (autoReceipts?.deliveredAfterMs ?? 0) : 0;
  if (reach !== "offline" && delayMs === 0) {
    void show(books, call);
    return;
  }
  tell(books, { type: "call-queued", at: now, call });
  if (reach !== "offline") books.timers.after(delayMs, () => showIfOnline(books, call));
}

/**
 * Takes a message back.
 * @throws ApiError 404 when it is not known, delivered or gone already.
 */
export function revoke(books: PlatformState, revocation: Call, message: string): void {
  const key = deliveryKey({ ...revocation, id: message });
  const delivery = books.deliveries.get(key);
  if (delivery?.status !== "waiting")
    throw new ApiError(404, "Cannot revoke the message: expected one that is not delivered");
  if (profileOf(books, revocation).onRevoke === "delivered-anyway") {
    books.timers.after(0, () => show(books, delivery.call));
    return;
  }
  setStatus(books, delivery.call, "revoked");
}

/** Shows all that waited for a phone for 30 days at most, in the order delivery. */
export async function showWaiting(books: PlatformState, home: Home): Promise<void> {
  const nowMs = books.clock.now().getTime();
  for (const { call, queuedAt } of waitingFor(books, home)) {
    if (nowMs - queuedAt.getTime() > KEPT_MS) setStatus(books, call, "expired");
    else await show(books, call);
  }
}

/** Ends the time to live of all that waits for a phone and has one. */
export async function expireWaiting(books: PlatformState, home: Home): Promise<void> {
  for (const { call } of waitingFor(books, home)) if (call.expires !== undefined) await expire(books, call);
}

function waitingFor({ deliveries }: PlatformState, home: Home): readonly MessageDelivery[] {
  return [...deliveries.values()].filter(({ call, status }) => status === "waiting" && isAt(home, call));
}

/** A phone that has gone offline meanwhile is shown it when it is back. */
async function showIfOnline(books: PlatformState, call: Call): Promise<void> {
  if (profileOf(books, call).reach !== "offline") await show(books, call);
}

async function show(books: PlatformState, call: Call): Promise<void> {
  const delivery = books.deliveries.get(deliveryKey(call));
  if (delivery !== undefined && delivery.status !== "waiting") return;
  if (delivery !== undefined) setStatus(books, call, "delivered");
  tell(books, { type: "call-accepted", at: books.clock.now(), call });
  if (call.act.type !== "message") return;
  actByItself(books, call);
  await emitDelivered(books, call);
}

type Expiry = NonNullable<PhoneProfile["onExpiry"]>;

/** What comes of a message whose time to live is over, and which of the two events tell it, if any. */
async function expire(books: PlatformState, call: Call): Promise<void> {
  const key = deliveryKey(call);
  const delivery = books.deliveries.get(key);
  if (delivery?.status !== "waiting" || delivery.isOverdue === true) return;
  books.deliveries.set(key, { ...delivery, isOverdue: true });
  const onExpiry: Expiry = profileOf(books, call).onExpiry ?? "revoked";
  switch (onExpiry) {
    case "revoked":
      setStatus(books, call, "expired");
      return emitExpiry(books, call, true);
    case "revoke-failed":
      return emitExpiry(books, call, false);
    case "delivered-after-failure":
      await emitExpiry(books, call, false);
      return show(books, call);
    case "both":
      await emitExpiry(books, call, true);
      return show(books, call);
    case "neither":
      return setStatus(books, call, "expired");
  }
}

function setStatus({ deliveries }: PlatformState, call: Call, status: DeliveryStatus): void {
  const key = deliveryKey(call);
  const delivery = deliveries.get(key);
  if (delivery !== undefined) deliveries.set(key, { ...delivery, status });
}

function deliveryKey({ channel, agent, address, path, id }: Call): string {
  return [channel, agent, address, path, id.toLowerCase()].join("/");
}
