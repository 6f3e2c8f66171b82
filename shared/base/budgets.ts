// How long things may take, in milliseconds, from a single call to a whole outage. Each number rests on the ones beside it:
// test/shared/base/budgets.test.ts holds the inequalities between them, test/terraform/checks/delivery.ts compares Terraform's.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** An outage that is shorter needs nobody's hand. */
export const OUTAGE_MS = HOUR;

// One call.

/** A message may take its time: Google fetches its media. */
export const MESSAGE_CALL_MS = 8 * SECOND;
/** READ and typing that come late are worth nothing, and the answer waits for them. */
export const SIGNAL_CALL_MS = 3 * SECOND;
/** A turn makes four calls to its store. */
export const STORE_CALL_MS = 8 * SECOND;
/** Google waits for ingress: 503 comes before Google would give up. */
export const INGRESS_PUBLISH_MS = 2.5 * SECOND;
/** Nobody waits for the publishes of other functions, and a failed one only repeats the delivery. */
export const PUBLISH_MS = 5 * SECOND;
/** A gateway of another channel. */
export const FALLBACK_CALL_MS = 8 * SECOND;
/** Longer than it takes to record that a message is handed over, and for the other channel to answer. */
export const HANDING_OVER_MS = 20 * SECOND;

// One delivery. Its end comes before the function's time-out, and that before Pub/Sub delivers again.

/** Nothing begins after it. What is not done then is answered 503. */
export const DELIVERY_MS = 43 * SECOND;
/** The bot is told to give up this long before, so that an apology can still be sent. */
export const SIGNAL_EARLY_MS = 3 * SECOND;
/** The last call that began in time has ended by then. */
export const FENCE_MS = DELIVERY_MS + MESSAGE_CALL_MS;
/** How far the clocks of two instances may be apart. Google's are within milliseconds. */
export const CLOCK_SKEW_MS = 2 * SECOND;
/** Another turn may begin then: by any clock, each call of this one has ended. */
export const LEASE_MS = FENCE_MS + CLOCK_SKEW_MS;
export const FUNCTION_TIMEOUT_MS = 55 * SECOND;
export const ACK_DEADLINE_MS = 60 * SECOND;

// A pause. Within a minute nothing more is said.

/** What is paused is read again when it is so old. */
export const PAUSE_READ_MS = 30 * SECOND;
/** What was permitted by a reading has ended so long after it. */
export const PAUSED_BY_MS = 55 * SECOND;

// Cooldowns. Google says for how long it wants no calls, and a call now and then finds out whether that is still so.

/** A call of a message has the time to wait for it. */
export const FIRST_PROBE_MS = 2 * SECOND;
/** The pause doubles until then. */
export const LONGEST_PROBE_PAUSE_MS = MINUTE;
/** Whatever Google says: it ends long before the deliveries of what it holds back do. */
export const LONGEST_COOLDOWN_MS = 10 * MINUTE;

// Deliveries. Pub/Sub's pauses double from the first to the longest.

export const FIRST_BACKOFF_MS = 10 * SECOND;
/** A message that fails holds back its conversation. When an outage has ended, its user waits so long at most. */
export const LONGEST_ORDERED_BACKOFF_MS = 2 * MINUTE;
/** Nothing waits behind a receipt, an event or a timer. The longest that Pub/Sub allows. */
export const LONGEST_BACKOFF_MS = 10 * MINUTE;
/** The most that Pub/Sub allows, because it counts every refusal, also in an outage. They last some 3 hours in order, else 15. */
export const MAX_ATTEMPTS = 100;
/** From then on we make a dead letter of the message, with its reason. Some attempts are left, should that fail. */
export const GIVE_UP_ATTEMPT = MAX_ATTEMPTS - 4;
/** How often a message is tried that fails though nothing is away, such as by a bot that throws. We count these ourselves. */
export const MAX_FAILURES = 5;

// The time of a fact.

/** READ and typing are for facts that ingress accepted a moment ago, not for a backlog or a replay. */
export const LIVE_MS = 2 * MINUTE;
/** A younger fact is most likely new. A second delivery comes later, because no back-off is shorter than ten seconds. */
export const FRESH_MS = 8 * SECOND;
/** How long a person who came or left may wait to be noticed. After an outage of an hour and a back-off it still counts. */
export const HANDOFF_LIFE_MS = 90 * MINUTE;

// Falling back.

/** No try to send begins after a message's expiry, and none lasts so long: its timer never meets one under way. */
export const EXPIRY_MARGIN_MS = MINUTE;
/** How long receipts may be late: an outage, a back-off, and what it takes to work off what has piled up. */
export const GRACE_MS = 90 * MINUTE;
/** So long after its expiry a message may still be said on another channel; later it would only confuse. */
export const FALLBACK_LIFE_MS = 4 * HOUR;
