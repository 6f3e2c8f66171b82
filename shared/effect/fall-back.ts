import { TransientError } from "../base/errors.ts";
import type { MessageId, OutgoingId } from "../base/ids.ts";
import type { Log } from "../base/log.ts";
import type { Destination } from "./destination.ts";
import type { Fallback, FallbackReason, History, MessageSight, Messengers } from "./ports.ts";

/** What was learnt of a message that may not have arrived. */
export interface Trouble {
  readonly to: Destination;
  readonly message: OutgoingId | MessageId;
  /** The fact that told it: its next try ends what this one began. */
  readonly cause: string;
  /** `revoked`: it will not arrive. `unreachable`: it was never taken. The others leave it open. */
  readonly reason: FallbackReason;
}

/** What falling back touches. */
export interface FallbackPorts {
  readonly history: History;
  readonly messengers: Messengers;
  readonly fallback: Fallback;
  readonly log: Log;
}

/** Somebody writes between look and decision only when a receipt comes at that moment. */
const MAX_LOOKS = 5;

/**
 * Has another channel say what RCS did not deliver: once, by whatever way and how often we learn of it. A message that was
 * delivered needs none, however late DELIVERED comes before this decision. Where it is open whether it will still arrive,
 * it is taken back first; critical content does not wait for that to succeed, because twice is better than not at all.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send
 * @throws TransientError when another try may pass.
 */
export async function fallBack(trouble: Trouble, ports: FallbackPorts): Promise<void> {
  const { history } = ports;
  const { to, message, reason, cause } = trouble;
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const sent = await history.lookAtMessage(to.conversation, message);
    if (sent === undefined || !isOpen(sent, cause)) return;
    if (sent.fellBack !== undefined) return hand(trouble, sent, ports);
    if (!(await isGone(trouble, sent, ports))) return;
    if (await history.settleFallback(to.conversation, { reason, cause }, sent)) return hand(trouble, sent, ports);
  }
  throw new TransientError("Cannot fall back: others keep writing to the message");
}

/** False when another channel has no word in it, or had it already; what this fact began, its next try ends. */
function isOpen({ terms, fellBack, times }: MessageSight, cause: string): boolean {
  if (terms?.fallback === undefined) return false;
  if (fellBack !== undefined) return fellBack.cause === cause;
  return times.delivered === undefined && times.read === undefined;
}

/** True when another channel may say it now. */
async function isGone({ reason, to }: Trouble, { id, times, terms }: MessageSight, { messengers }: FallbackPorts) {
  if (reason === "unreachable" || reason === "revoked" || times.revoked !== undefined) return true;
  const ended = messengers.rcs.revoke(to, id);
  return terms?.isCritical ? ended.then(yes, yes) : (await ended) === "removed";
}

function yes(): true {
  return true;
}

async function hand({ to, reason }: Trouble, { id, terms }: MessageSight, { fallback, log }: FallbackPorts) {
  if (terms?.fallback === undefined) return;
  await fallback.say({ id, to, text: terms.fallback, reason, isCritical: terms.isCritical });
  const { channel, agent, conversation } = to;
  log("INFO", "fell_back", { channel, agent, conversation, reason });
}
