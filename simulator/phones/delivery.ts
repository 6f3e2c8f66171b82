import { ApiError } from "../api/api-error.ts";
import type { Call } from "../api/call.ts";
import type { PhoneProfile } from "../state/phone-profile.ts";
import type { Books, Home, Sent, SentState } from "../state/platform-state.ts";
import { isAt, profileOf, tell } from "../state/subscriber.ts";
import { DAY_MS } from "../state/timers.ts";
import { actByItself, emitDelivered, emitExpiry } from "./reaction.ts";

/** Google forgets without a word what waits longer. @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send */
const KEPT_MS = 30 * DAY_MS;

/** Takes a call on its way to the phone: shows it, or lets it wait until the phone is there. */
export function post(books: Books, call: Call): void {
  const { autoReceipts, reach } = profileOf(books, call);
  const now = books.clock.now();
  if (call.act.type === "message" || (call.act.type === "read" && reach === "offline")) {
    books.sent.set(sentKey(call), { call, state: "waiting", since: now });
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
export function revoke(books: Books, revocation: Call, message: string): void {
  const key = sentKey({ ...revocation, id: message });
  const sent = books.sent.get(key);
  if (sent?.state !== "waiting")
    throw new ApiError(404, "Cannot revoke the message: expected one that is not delivered");
  if (profileOf(books, revocation).onRevoke === "delivered-anyway") {
    books.timers.after(0, () => show(books, sent.call));
    return;
  }
  setState(books, sent.call, "revoked");
}

/** Shows all that waited for a phone for 30 days at most, in the order sent. */
export async function showWaiting(books: Books, home: Home): Promise<void> {
  const nowMs = books.clock.now().getTime();
  for (const { call, since } of waitingFor(books, home)) {
    if (nowMs - since.getTime() > KEPT_MS) setState(books, call, "expired");
    else await show(books, call);
  }
}

/** Ends the time to live of all that waits for a phone and has one. */
export async function expireWaiting(books: Books, home: Home): Promise<void> {
  for (const { call } of waitingFor(books, home)) if (call.expires !== undefined) await expire(books, call);
}

function waitingFor({ sent }: Books, home: Home): readonly Sent[] {
  return [...sent.values()].filter(({ call, state }) => state === "waiting" && isAt(home, call));
}

/** A phone that has gone offline meanwhile is shown it when it is back. */
async function showIfOnline(books: Books, call: Call): Promise<void> {
  if (profileOf(books, call).reach !== "offline") await show(books, call);
}

async function show(books: Books, call: Call): Promise<void> {
  const sent = books.sent.get(sentKey(call));
  if (sent !== undefined && sent.state !== "waiting") return;
  if (sent !== undefined) setState(books, call, "delivered");
  tell(books, { type: "call-accepted", at: books.clock.now(), call });
  if (call.act.type !== "message") return;
  actByItself(books, call);
  await emitDelivered(books, call);
}

type Expiry = NonNullable<PhoneProfile["onExpiry"]>;

/** What comes of a message whose time to live is over, and which of the two events tell it, if any. */
async function expire(books: Books, call: Call): Promise<void> {
  const key = sentKey(call);
  const sent = books.sent.get(key);
  if (sent?.state !== "waiting" || sent.isOverdue === true) return;
  books.sent.set(key, { ...sent, isOverdue: true });
  const onExpiry: Expiry = profileOf(books, call).onExpiry ?? "revoked";
  switch (onExpiry) {
    case "revoked":
      setState(books, call, "expired");
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
      return setState(books, call, "expired");
  }
}

function setState({ sent }: Books, call: Call, state: SentState): void {
  const key = sentKey(call);
  const known = sent.get(key);
  if (known !== undefined) sent.set(key, { ...known, state });
}

function sentKey({ channel, agent, address, path, id }: Call): string {
  return [channel, agent, address, path, id.toLowerCase()].join("/");
}
