import { RETENTION_DAYS } from "../shared/store/retentions.ts";
import type { Deployment, Operator } from "./operator.ts";

/** A place that keeps what was said for a while, and from which nothing can be taken before. */
export interface EndingFact {
  readonly type: "ends";
  readonly place: string;
  /** Without it: for as long as somebody has chosen. */
  readonly until?: string;
}

const DAY_MS = 86_400_000;

const PLACES: readonly (readonly [place: string, days: number | undefined])[] = [
  ["topics, as the exact bytes of webhooks and requests", RETENTION_DAYS.topics],
  ["topic of receipts", RETENTION_DAYS.receipts],
  ["topic handoff, until the contact centre has read it", RETENTION_DAYS.handoff],
  ["topic fallback, until the gateway has read it", RETENTION_DAYS.fallback],
  ["dead letters and parked webhooks", RETENTION_DAYS.waiting],
  ["logs, which name no person but the conversation's hash", RETENTION_DAYS.logs],
  ["the database as it was, for point-in-time recovery", RETENTION_DAYS.pointInTime],
  ["copies of users' files that were deleted, in the bucket", RETENTION_DAYS.softDeleted],
  ["daily backups of the database, for as long as backup_days says, and exports that you make yourselves", undefined],
  ["contact centre, gateway, bot's own stores, and Google's conversation with the phone", undefined],
];

/**
 * Every store is there that has something of people. @throws Error that names the option to add: a timer that is not removed would
 * keep a phone number until it is due.
 */
export function checkStores({ deployment, personal }: Pick<Operator, "deployment" | "personal">): void {
  if (deployment.type !== "deployed" || personal.some(({ name }) => name === "timers")) return;
  throw new Error("Cannot reach the timers: name the region of their queue with --region, or set TIMER_QUEUE");
}

/** What waits out its retention where a person was erased at that time. The embedded database has no such place. */
export function endings({ type }: Deployment, at: Date): readonly EndingFact[] {
  if (type !== "deployed") return [];
  return PLACES.map(([place, days]) => {
    if (days === undefined) return { type: "ends", place };
    return { type: "ends", place, until: new Date(at.getTime() + days * DAY_MS).toISOString() };
  });
}
