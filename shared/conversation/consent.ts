import type { TrafficType } from "../base/agent.ts";
import { PermanentError } from "../base/errors.ts";
import type { ConsentSign } from "../bot/history-entry.ts";
import { cut, tidy } from "../inbound/peoples-words.ts";
import type { Reply } from "../reply/reply.ts";

/**
 * What may still be sent to a user who has unsubscribed: a code to sign in, what the user has asked for, and the one
 * confirmation.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events/receive-events
 */
const ESSENTIAL: readonly TrafficType[] = ["AUTHENTICATION", "SERVICEREQUEST", "ACKNOWLEDGEMENT"];

/** So long Google repeats a webhook: one without a time may be as old. */
const REPEATED_MS = 7 * 24 * 60 * 60 * 1000;

const KEPT_WORD_LENGTH = 100;

/** The user's last choice, and when and how it was made. */
export interface Consent extends ConsentSign {
  readonly at: Date;
  /** The user has asked something since, and was told how to come back. */
  readonly isWayBackNamed?: true;
}

/** Who may have chosen. */
interface Consenting {
  readonly consent?: Consent;
}

/**
 * True for a choice that counts over the one that is known. The newest one does, in whatever order they come. One whose time is
 * only estimated may be a week old: it does not undo a newer one. In doubt an opt-out counts, and an opt-in does not.
 */
export function countsOver(changed: Consent, known: Consent | undefined): boolean {
  if (known === undefined) return true;
  if (changed.isOptedOut === known.isOptedOut) return changed.at > known.at && !changed.isEstimated;
  return changed.isOptedOut ? earliestMs(changed) >= earliestMs(known) : earliestMs(changed) > known.at.getTime();
}

/** True for a choice that is known, but without its time. */
export function tellsWhen(changed: Consent, known: Consent | undefined): boolean {
  return known?.isEstimated === true && !changed.isEstimated && changed.isOptedOut === known.isOptedOut;
}

/** What is kept of the words that a user chose by: enough to prove it. */
export function keptWord(said: string): string {
  return cut(tidy(said), KEPT_WORD_LENGTH);
}

function earliestMs({ at, isEstimated }: Consent): number {
  return isEstimated ? at.getTime() - REPEATED_MS : at.getTime();
}

/** @throws PermanentError with reason `opted-out` for what a user who has unsubscribed must not get. */
export function refuseOptedOut(state: Consenting, reply: Pick<Reply, "trafficType">): void {
  if (mayReach(state, reply)) return;
  throw new PermanentError("opted-out", "Cannot send: the user has unsubscribed, and the message is not essential");
}

/** False for what a user who has unsubscribed must not get. */
export function mayReach({ consent }: Consenting, { trafficType }: Pick<Reply, "trafficType">): boolean {
  return !consent?.isOptedOut || (trafficType !== undefined && ESSENTIAL.includes(trafficType));
}
