import { describe, expect, it } from "vitest";
import * as budgets from "../../../shared/base/budgets.ts";

const {
  ACK_DEADLINE_MS,
  CLOCK_SKEW_MS,
  DELIVERY_MS,
  EXPIRY_MARGIN_MS,
  FALLBACK_CALL_MS,
  FALLBACK_LIFE_MS,
  FENCE_MS,
  FIRST_BACKOFF_MS,
  FIRST_PROBE_MS,
  FRESH_MS,
  FUNCTION_TIMEOUT_MS,
  GIVE_UP_ATTEMPT,
  GRACE_MS,
  HANDING_OVER_MS,
  HANDOFF_LIFE_MS,
  LEASE_MS,
  LIVE_MS,
  LONGEST_BACKOFF_MS,
  LONGEST_COOLDOWN_MS,
  LONGEST_ORDERED_BACKOFF_MS,
  LONGEST_PROBE_PAUSE_MS,
  MAX_ATTEMPTS,
  MAX_FAILURES,
  MESSAGE_CALL_MS,
  OUTAGE_MS,
  PUBLISH_MS,
  SIGNAL_CALL_MS,
  SIGNAL_EARLY_MS,
  STORE_CALL_MS,
} = budgets;

/** How long so many deliveries take at least: the pauses between them. */
function pausesMs(deliveries: number, longestMs: number): number {
  const pauses = Array.from({ length: deliveries - 1 }, (_, n) => Math.min(FIRST_BACKOFF_MS * 2 ** n, longestMs));
  return pauses.reduce((sum, pause) => sum + pause, 0);
}

describe("budgets", () => {
  it.each<[string, number, number]>([
    ["a bot that gives up in time can still be said sorry for", SIGNAL_EARLY_MS, DELIVERY_MS],
    ["what waits for Google's media ends before the delivery does", MESSAGE_CALL_MS, DELIVERY_MS],
    ["four calls to the store fit into a delivery", 4 * STORE_CALL_MS, DELIVERY_MS],
    ["the last call that began in time ends before the lease, by whatever clock", FENCE_MS, LEASE_MS],
    ["the lease covers the fence and the clocks", FENCE_MS + CLOCK_SKEW_MS - 1, LEASE_MS],
    [
      "every kind of call fits between deadline and fence",
      Math.max(FALLBACK_CALL_MS, PUBLISH_MS, SIGNAL_CALL_MS),
      FENCE_MS - DELIVERY_MS + 1,
    ],
    ["the last call ends before the function is stopped", FENCE_MS, FUNCTION_TIMEOUT_MS],
    ["the function is stopped before Pub/Sub delivers again", FUNCTION_TIMEOUT_MS, ACK_DEADLINE_MS],
    ["a second delivery is not taken for a first one", FRESH_MS, FIRST_BACKOFF_MS],
    ["a fact is fresh for less time than it is live", FRESH_MS, LIVE_MS],
    [
      "an outage is over before messages are given up",
      OUTAGE_MS,
      pausesMs(GIVE_UP_ATTEMPT, LONGEST_ORDERED_BACKOFF_MS),
    ],
    [
      "an outage is over before receipts, events and timers are given up",
      OUTAGE_MS,
      pausesMs(GIVE_UP_ATTEMPT, LONGEST_BACKOFF_MS),
    ],
    ["a message may wait for the first probe of a cooldown", FIRST_PROBE_MS, MESSAGE_CALL_MS / 2],
    ["a delivery that comes again finds a cooldown probed", LONGEST_PROBE_PAUSE_MS, LONGEST_ORDERED_BACKOFF_MS],
    ["a cooldown ends before an outage would", LONGEST_COOLDOWN_MS, OUTAGE_MS],
    [
      "a cooldown ends before what it holds back is given up",
      LONGEST_COOLDOWN_MS,
      pausesMs(MAX_ATTEMPTS, LONGEST_ORDERED_BACKOFF_MS),
    ],
    [
      "what fails for no outage is given up while the user may still look",
      pausesMs(MAX_FAILURES, LONGEST_ORDERED_BACKOFF_MS),
      3 * 60_000,
    ],
    [
      "receipts that an outage held up come before a message falls back for good",
      OUTAGE_MS + LONGEST_BACKOFF_MS,
      GRACE_MS,
    ],
    [
      "a person who comes or leaves in an outage is still noticed",
      OUTAGE_MS + LONGEST_ORDERED_BACKOFF_MS,
      HANDOFF_LIFE_MS,
    ],
    [
      "the last check of a message comes while another channel may still say it",
      GRACE_MS + EXPIRY_MARGIN_MS + OUTAGE_MS + LONGEST_BACKOFF_MS,
      FALLBACK_LIFE_MS,
    ],
    ["no timer meets a message that is being sent", LEASE_MS, EXPIRY_MARGIN_MS],
    [
      "the gateway has answered before another try takes over",
      FALLBACK_CALL_MS + STORE_CALL_MS + CLOCK_SKEW_MS,
      HANDING_OVER_MS,
    ],
    ["Pub/Sub allows no longer pause", LONGEST_BACKOFF_MS, 600_001],
    ["Pub/Sub allows no more attempts", MAX_ATTEMPTS, 101],
    ["a dead letter of ours is tried more than once", GIVE_UP_ATTEMPT + 1, MAX_ATTEMPTS],
  ])("hold: %s", (_claim, less, more) => {
    expect(less).toBeLessThan(more);
  });
});
