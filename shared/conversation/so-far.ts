import type { TrafficType } from "../base/agent.ts";
import type { HistoryEntry, OutgoingEntry, StatusTimes } from "../bot/history-entry.ts";
import type { Content } from "../inbound/inbound.ts";
import type { Reply } from "../reply/reply.ts";

/** What was said before people were told of a conversation, as history has it. */
export interface SoFar {
  /** Oldest first. */
  readonly lines: readonly SaidLine[];
  /** False where more was said before the first line. */
  readonly isWhole: boolean;
}

/** What one side said. `at` is in RFC 3339. `business`: a bot or another system, where `person` is one of its people. */
type SaidLine =
  | { readonly by: "user"; readonly at: string; readonly content: Content }
  | { readonly by: "user"; readonly at: string; readonly consent: "unsubscribed" | "subscribed" }
  | { readonly by: "business" | "person"; readonly at: string; readonly reply: Reply; readonly status: LineStatus };

/** How far a line of ours has come. `sending`: a moment ago, so that nothing is known of it. */
type LineStatus = "sending" | "sent" | "delivered" | "read" | "expired" | "revoked";

/** What decides which lines are told. */
interface SoFarOptions {
  /** When the user was erased. */
  readonly erased?: Date;
  /** The agent's, of what a bot has said without one of its own. */
  readonly trafficType?: TrafficType;
  /** True for a line of ours that the turn at hand has just sent. */
  isSending(entry: OutgoingEntry): boolean;
}

/** Of JSON, in all lines together: the newest that fit are told. */
export const MAX_SO_FAR_BYTES = 64 * 1024;

/** What came furthest says most. */
const STATUSES = ["read", "delivered", "revoked", "expired", "sent"] as const satisfies (keyof StatusTimes)[];

/**
 * The lines of history that people may read. Left out are codes that prove who the user is, in both directions, what was
 * refused and so never said, and what happened at `erased` or before.
 * @param newestFirst As history has them.
 */
export function linesSoFar(
  newestFirst: readonly HistoryEntry[],
  options: SoFarOptions,
): Pick<SoFar, "lines"> & { readonly isCut: boolean } {
  const { erased } = options;
  const kept = newestFirst.filter(({ at }) => erased === undefined || at > erased);
  const lines: SaidLine[] = [];
  let bytes = 0;
  for (const line of kept.flatMap((entry) => lineOf(entry, options))) {
    bytes += Buffer.byteLength(JSON.stringify(line));
    if (bytes > MAX_SO_FAR_BYTES) return { lines: lines.toReversed(), isCut: true };
    lines.push(line);
  }
  return { lines: lines.toReversed(), isCut: false };
}

function lineOf(entry: HistoryEntry, options: SoFarOptions): readonly SaidLine[] {
  const at = entry.at.toISOString();
  switch (entry.type) {
    case "message":
      return entry.content.type === "authentication" ? [] : [{ by: "user", at, content: entry.content }];
    case "consent":
      return [{ by: "user", at, consent: entry.isOptedOut ? "unsubscribed" : "subscribed" }];
    case "outgoing":
      return ourLine(entry, options);
    case "event":
      return [];
  }
}

function ourLine(entry: OutgoingEntry, { isSending, trafficType }: SoFarOptions): readonly SaidLine[] {
  const { at, reply, times, failure } = entry;
  const status = STATUSES.find((step) => times[step] !== undefined) ?? (isSending(entry) ? "sending" : undefined);
  if (status === undefined || failure !== undefined || reply === undefined) return [];
  const by = reply.speaker?.type === "human" ? "person" : "business";
  const saidAs = reply.trafficType ?? (by === "business" ? trafficType : undefined);
  return saidAs === "AUTHENTICATION" ? [] : [{ by, at: at.toISOString(), reply, status }];
}
