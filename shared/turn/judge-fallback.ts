import { HANDING_OVER_MS } from "../base/budgets.ts";
import type { FallbackReason, FallbackRecord, MessageSnapshot } from "../conversation/journal.ts";

/** A message that RCS was to bring, and another channel may. */
export type FallbackMessageSnapshot = MessageSnapshot & Required<Pick<MessageSnapshot, "terms">>;

/** What is to be done about a message that may not have arrived. */
export type FallbackVerdict =
  /** It has arrived, or has been seen to, or no other channel was to say it. */
  | { readonly do: "nothing" }
  /** Another try is handing it over, and may still die over it. */
  | { readonly do: "wait" }
  /** Google may still deliver it: it is taken back first. */
  | { readonly do: "revoke"; readonly sent: FallbackMessageSnapshot }
  /** Another channel says it. */
  | { readonly do: "sayElsewhere"; readonly sent: FallbackMessageSnapshot };

/** Google said that it will not deliver, or never took it. */
const CERTAIN: readonly FallbackReason[] = ["unreachable", "refused", "revoked"];

/** Judges by what is known of the message, and by what tells that it may not have arrived. */
export function judgeFallback(sent: MessageSnapshot | undefined, reason: FallbackReason, now: Date): FallbackVerdict {
  if (!hasTerms(sent) || isDelivered(sent)) return { do: "nothing" };
  if (sent.fallback !== undefined) return judgeRecord(sent.fallback, sent, now);
  // Nothing may say it. Any other refusal has left a record, unless an earlier try to send may have arrived all the same.
  if (sent.failure === "opted-out") return { do: "nothing" };
  const isCertain = CERTAIN.includes(reason) || sent.times.revoked !== undefined || wasNeverSent(sent);
  return { do: isCertain ? "sayElsewhere" : "revoke", sent };
}

/** An earlier try has decided; it may have died before the other channel had the message. */
function judgeRecord(record: FallbackRecord, sent: FallbackMessageSnapshot, now: Date): FallbackVerdict {
  if (record.isSaid || record.failure !== undefined) return { do: "nothing" };
  const isUnderWay = now.getTime() < Date.parse(record.at) + HANDING_OVER_MS;
  return isUnderWay ? { do: "wait" } : { do: "sayElsewhere", sent };
}

function hasTerms(sent: MessageSnapshot | undefined): sent is FallbackMessageSnapshot {
  return sent?.terms !== undefined;
}

function isDelivered({ times }: MessageSnapshot): boolean {
  return (times.delivered ?? times.read) !== undefined;
}

/** No try to send it has begun, or its time was over already when it was decided. */
function wasNeverSent({ reply: { expiry }, times: { sent } }: MessageSnapshot): boolean {
  return sent === undefined || (expiry?.type === "at" && sent.getTime() >= Date.parse(expiry.at));
}
