import { PermanentError, TransientError } from "../base/errors.ts";
import type { MessageId, OutgoingId } from "../base/ids.ts";
import { describeError, type Log } from "../base/log.ts";
import { present } from "../base/present.ts";
import type { ConversationAddress } from "../conversation/address.ts";
import { mayReach } from "../conversation/consent.ts";
import type { FallbackReason, FallbackRecord, MessageSnapshot } from "../conversation/journal.ts";
import type { Clock } from "../ports/clock.ts";
import type { Fallback } from "../ports/fallback.ts";
import type { Messengers } from "../ports/messenger.ts";
import { type BrandPorts, brandConsent } from "./brand-consent.ts";

/** What was learnt of a message that may not have arrived. */
export interface FallbackTrigger {
  readonly to: ConversationAddress;
  readonly message: OutgoingId | MessageId;
  readonly reason: FallbackReason;
  /** Nothing that could tell more is waited for any longer. */
  readonly isLast?: boolean;
}

/** What falling back touches. */
export interface FallbackPorts extends BrandPorts {
  readonly messengers: Messengers;
  readonly fallback: Fallback;
  readonly clock: Clock;
  readonly log: Log;
}

/** A message that RCS was to bring, and another channel may. */
type Sent = MessageSnapshot & Required<Pick<MessageSnapshot, "terms">>;

/** `open`: Google no longer has the message; DELIVERED or an expiry may be on its way. */
type FallbackOutcome = "decided" | "open";

/** Somebody writes between look and decision only when a receipt comes at that moment. */
const MAX_LOOKS = 5;

/** Longer than it takes to commit that it is handed over, and for another channel to answer. */
const HANDING_MS = 20_000;

/** Google said that it will not deliver, or never took it. */
const SURE: readonly FallbackReason[] = ["unreachable", "refused", "revoked"];

/**
 * Has another channel say what RCS did not deliver: once, by whatever way and how often we learn of it. What was delivered
 * needs none, however late DELIVERED comes before this decision; what was decided and not handed over, because a process
 * died, the next who comes hands over.
 *
 * Where it is open whether the message will still arrive, it is taken back first. When Google no longer has it, it was most
 * likely delivered; but it may also have expired, or have been taken back by a try whose answer was lost. DELIVERED tells, so
 * it is waited for until somebody asks for the last time. Critical content does not wait: twice is better than not at all.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send
 * @throws TransientError when another try may pass.
 */
export async function fallBack(trouble: FallbackTrigger, ports: FallbackPorts): Promise<FallbackOutcome> {
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const verdict = await tryOnce(trouble, ports);
    if (verdict !== undefined) return verdict;
  }
  throw new TransientError("Cannot fall back: others keep writing to the message");
}

/** `undefined` when somebody else has written meanwhile. */
async function tryOnce(trouble: FallbackTrigger, ports: FallbackPorts): Promise<FallbackOutcome | undefined> {
  const { to, message, reason } = trouble;
  const sent = await ports.history.loadMessage(to.conversation, message);
  if (!isOurs(sent) || isDelivered(sent)) return "decided";
  if (isEnded(sent, ports.clock.now())) return "decided";
  if (sent.fallback === undefined && !(await revokeUnlessDelivered(trouble, sent, ports))) return "open";
  const decided = sent.fallback ?? { reason, ...(await findRefusal(to, sent, ports)) };
  const fallback = { ...decided, at: ports.clock.now().toISOString() };
  const isCommitted = await ports.history.commitFallback(to.conversation, fallback, sent);
  return isCommitted ? handOver(trouble, sent, { fallback, ports }) : undefined;
}

/** @throws TransientError while somebody is handing it over, who may still die over it. */
function isEnded({ fallback, failure }: Sent, now: Date): boolean {
  // Its own function has seen to what it did not send, such as what an opt-out held back; an expiry is for us to see to.
  if (fallback === undefined) return failure !== undefined && failure !== "expired";
  if (fallback.hasLeft || fallback.failure !== undefined) return true;
  if (now.getTime() >= Date.parse(fallback.at) + HANDING_MS) return false;
  throw new TransientError("Cannot fall back: another try is at it");
}

function isOurs(sent: MessageSnapshot | undefined): sent is Sent {
  return sent?.terms !== undefined;
}

function isDelivered({ times }: MessageSnapshot): boolean {
  return (times.delivered ?? times.read) !== undefined;
}

async function revokeUnlessDelivered(
  { reason, to, isLast = false }: FallbackTrigger,
  sent: Sent,
  ports: FallbackPorts,
): Promise<boolean> {
  const { id, times, terms } = sent;
  if (SURE.includes(reason) || times.revoked !== undefined || wasLate(sent)) return true;
  try {
    return (await ports.messengers.rcs.revoke(to, id)) === "removed" || isLast || terms.isCritical;
  } catch (error) {
    if (!terms.isCritical) throw error;
    const { channel, agent, conversation } = to;
    ports.log("WARNING", "revoke_failed", { channel, agent, conversation, error: describeError(error) });
    return true;
  }
}

/** It was decided when its time was over already, and so was never sent. */
function wasLate({ reply: { expiry }, times: { sent } }: Sent): boolean {
  return expiry?.type === "at" && sent !== undefined && sent.getTime() >= Date.parse(expiry.at);
}

/** An opt-out covers the brand, and so whatever channel speaks for it. */
async function findRefusal(
  to: ConversationAddress,
  { reply }: Sent,
  ports: FallbackPorts,
): Promise<Pick<FallbackRecord, "failure">> {
  const own = (await ports.history.load(to.conversation)).state?.consent;
  const consent = await brandConsent(to, own, ports);
  return mayReach(present({ consent }), reply) ? {} : { failure: "opted-out" };
}

async function handOver(
  { to, message }: FallbackTrigger,
  sent: Sent,
  { fallback, ports }: { readonly fallback: FallbackRecord; readonly ports: FallbackPorts },
): Promise<FallbackOutcome> {
  if (fallback.failure !== undefined) return "decided";
  const outcome = await say(to, sent, { fallback, ports });
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const now = await ports.history.loadMessage(to.conversation, message);
    if (now === undefined) return "decided";
    if (await ports.history.commitFallback(to.conversation, { ...fallback, ...outcome }, now)) return "decided";
  }
  throw new TransientError("Cannot record a fallback: others keep writing to the message");
}

async function say(
  to: ConversationAddress,
  { id, terms, times }: Sent,
  { fallback, ports }: { readonly fallback: FallbackRecord; readonly ports: FallbackPorts },
): Promise<Pick<FallbackRecord, "hasLeft" | "failure">> {
  const { channel, agent, conversation } = to;
  const { reason } = fallback;
  const { fallback: text, isCritical } = terms;
  try {
    await ports.fallback.say({ id, to, text, reason, isCritical, at: times.sent ?? new Date(0) });
    ports.log("INFO", "fell_back", { channel, agent, conversation, reason });
    return { hasLeft: true };
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    const failure = { channel, agent, conversation, reason: error.reason, error: describeError(error) };
    ports.log("ERROR", "fallback_refused", failure);
    return { failure: error.reason };
  }
}
