import type { TrafficType } from "../base/agent.ts";
import { PermanentError } from "../base/errors.ts";
import type { Reply } from "../reply/reply.ts";

/**
 * What may still be sent to a user who has unsubscribed: a code to sign in, what the user has asked for, and the one
 * confirmation.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events/receive-events
 */
const ESSENTIAL: readonly TrafficType[] = ["AUTHENTICATION", "SERVICEREQUEST", "ACKNOWLEDGEMENT"];

/** Who may have chosen. */
interface Consenting {
  readonly consent?: Consent;
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

/** The user's last choice, and when it was made. An older one that arrives later does not count. */
export interface Consent {
  readonly isOptedOut: boolean;
  readonly at: Date;
}
