import { FALLBACK_LIFE_MS } from "../base/budgets.ts";
import type { CallScope } from "../base/call-scope.ts";
import { describeError, tellError } from "../base/describe-error.ts";
import { PermanentError, TransientError } from "../base/errors.ts";
import type { MessageId, OutgoingId } from "../base/ids.ts";
import type { Log } from "../base/log.ts";
import type { ConversationAddress } from "../conversation/address.ts";
import { mayReach } from "../conversation/consent.ts";
import type { FallbackReason, FallbackRecord } from "../conversation/journal.ts";
import { plainTextId } from "../conversation/turn-id.ts";
import type { Clock } from "../ports/clock.ts";
import type { Fallback } from "../ports/fallback.ts";
import type { History } from "../ports/history.ts";
import type { Messengers } from "../ports/messenger.ts";
import { toPlainText } from "../reply/plain-text.ts";
import { type FallbackMessageSnapshot, judgeFallback } from "./judge-fallback.ts";

/** What tells that a message may not have arrived. */
export interface FallbackTrigger extends CallScope {
  readonly to: ConversationAddress;
  readonly message: OutgoingId | MessageId;
  readonly reason: FallbackReason;
  /** No call begins after it, and none lasts beyond it. */
  readonly until: Date;
  /** Nothing that could tell more is waited for any longer. */
  readonly isLast?: boolean;
}

/** What falling back is done with. */
export interface FallbackPorts {
  readonly history: History;
  readonly messengers: Messengers;
  readonly fallback: Fallback;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * `needless`: it has arrived, or has been seen to before. `open`: Google no longer has the message. DELIVERED or an expiry may be on
 * its way.
 */
export type FallbackOutcome = "needless" | "decided" | "open";

/** Others write between load and commit only when a receipt comes just then. */
const MAX_LOADS = 5;

/**
 * Has another channel say what RCS did not deliver: once, in whatever way and however often we learn of it. What was delivered
 * needs none, even when DELIVERED comes just before the decision. What was decided and not handed over, because a process died,
 * is handed over by the next try.
 *
 * Where Google may still deliver the message, it is taken back first. When Google no longer has it, it was most likely
 * delivered; but it may also have expired, or have been taken back by a try whose answer was lost. DELIVERED tells, so it is
 * waited for until the last time that somebody asks. Critical content does not wait: twice is better than not at all.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send
 * @throws TransientError when another try may pass.
 */
export async function fallBack(trigger: FallbackTrigger, ports: FallbackPorts): Promise<FallbackOutcome> {
  for (let loads = 0; loads < MAX_LOADS; loads += 1) {
    const outcome = await tryOnce(trigger, ports);
    if (outcome !== "changed") return outcome;
  }
  throw new TransientError("Cannot fall back: others keep writing to the message");
}

/** `changed` when others have written meanwhile. */
async function tryOnce(trigger: FallbackTrigger, ports: FallbackPorts): Promise<FallbackOutcome | "changed"> {
  const { to, message, reason } = trigger;
  const known = await ports.history.loadMessage(to.conversation, message);
  const verdict = judgeFallback(known, reason, ports.clock.now());
  switch (verdict.do) {
    case "nothing":
      return "needless";
    case "wait":
      throw new TransientError("Cannot fall back: another try is handing it over");
    case "revoke":
      if (!(await revoke(trigger, verdict.sent, ports))) return "open";
      return sayElsewhere(trigger, verdict.sent, ports);
    case "sayElsewhere":
      return sayElsewhere(trigger, verdict.sent, ports);
  }
}

/** The message, and the texts that said it to a phone that could not show it, whichever of them was sent. */
async function revokeAll(
  trigger: FallbackTrigger,
  { id, reply }: FallbackMessageSnapshot,
  { messengers }: FallbackPorts,
): Promise<"removed" | "delivered"> {
  const texts = toPlainText(reply)?.replies ?? [];
  const ids = [id, ...texts.map((_text, index) => plainTextId(id, index))];
  let outcome: "removed" | "delivered" = "delivered";
  for (const one of ids) {
    if ((await messengers.rcs.revoke(trigger.to, one, trigger)) === "delivered") continue;
    outcome = "removed";
    if (one === id) break;
  }
  return outcome;
}

/** Takes the message back. @returns False when it may have been delivered, and that is still to be found out. */
async function revoke(trigger: FallbackTrigger, sent: FallbackMessageSnapshot, ports: FallbackPorts): Promise<boolean> {
  const { isCritical } = sent.terms;
  try {
    return (await revokeAll(trigger, sent, ports)) === "removed" || trigger.isLast === true || isCritical;
  } catch (error) {
    if (!isCritical) throw error;
    const { channel, agent, conversation } = trigger.to;
    ports.log("WARNING", "revoke_failed", { channel, agent, conversation, error: describeError(error) });
    return true;
  }
}

/** Records that the other channel is asked, asks it, and records its answer: a process that dies in between leaves the first. */
async function sayElsewhere(
  trigger: FallbackTrigger,
  sent: FallbackMessageSnapshot,
  ports: FallbackPorts,
): Promise<"decided" | "changed"> {
  const { to, message, reason } = trigger;
  const { history, clock } = ports;
  // Looked at again even if an earlier try has decided: the gateway may have been away for days since.
  const decided = { ...(sent.fallback ?? { reason }), ...(await findRefusal(to, sent, ports)) };
  const record: FallbackRecord = { ...decided, at: clock.now().toISOString() };
  if (!(await history.commitFallback(to.conversation, record, sent))) return "changed";
  if (record.failure !== undefined) {
    const { channel, agent, conversation } = to;
    ports.log("WARNING", "fallback_withheld", { channel, agent, conversation, reason: record.failure });
    return "decided";
  }
  const recorded = { ...record, ...(await say({ ...trigger, sent }, record, ports)) };
  for (let loads = 0; loads < MAX_LOADS; loads += 1) {
    const now = await history.loadMessage(to.conversation, message);
    if (now === undefined || (await history.commitFallback(to.conversation, recorded, now))) return "decided";
  }
  throw new TransientError("Cannot record a fallback: others keep writing to the message");
}

/** Why nothing is said: it is too late, or the user has opted out, which covers the brand, whatever channel speaks for it. */
async function findRefusal(
  to: ConversationAddress,
  { reply }: FallbackMessageSnapshot,
  ports: FallbackPorts,
): Promise<Pick<FallbackRecord, "failure">> {
  const expiresMs = reply.expiry?.type === "at" ? Date.parse(reply.expiry.at) : Number.POSITIVE_INFINITY;
  if (ports.clock.now().getTime() >= expiresMs + FALLBACK_LIFE_MS) return { failure: "too-late" };
  const { state = {} } = await ports.history.load(to.conversation);
  return mayReach(state, reply) ? {} : { failure: "opted-out" };
}

async function say(
  trigger: FallbackTrigger & { readonly sent: FallbackMessageSnapshot },
  { reason }: FallbackRecord,
  { fallback, log }: FallbackPorts,
): Promise<Pick<FallbackRecord, "isSaid" | "failure">> {
  const { to, sent } = trigger;
  const { channel, agent, conversation } = to;
  const { id, terms, at } = sent;
  const { fallback: text, isCritical } = terms;
  try {
    await fallback.say({ id, to, text, reason, isCritical, at }, trigger);
    log("INFO", "fell_back", { channel, agent, conversation, reason });
    return { isSaid: true };
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    const failure = { channel, agent, conversation, reason: error.reason, ...tellError(error) };
    log("ERROR", "fallback_refused", failure);
    return { failure: error.reason };
  }
}
