import { ERASED_DAYS } from "../conversation/erasure.ts";

/**
 * How many days each place keeps what somebody has said that erasing does not reach, because nothing in it can be deleted one by one.
 * Terraform sets the same numbers, or they are Google's own; a test compares.
 */
export const RETENTION_DAYS = {
  /** Topics keep what was published for a replay: messages, events, outbound requests, timers. */
  topics: 7,
  receipts: 1,
  handoff: 7,
  fallback: 7,
  /** Dead letters and parked webhooks. */
  waiting: 31,
  /** Cloud Logging: no line holds a person, but each names the conversation by its hash. */
  logs: 30,
  /** The database as it was at any minute of these days. */
  pointInTime: 7,
  /** Objects that were deleted from the bucket. */
  softDeleted: 7,
  /** What marks that somebody was erased. */
  mark: ERASED_DAYS,
} as const;
