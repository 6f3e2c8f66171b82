/** What a log line may report. Metrics and alerts count by these words: terraform/monitoring.tf. */
export type LogEvent =
  // Any function.
  /** It does not start, because a setting is missing or wrong. */
  | "start_failed"
  /** It rejected, which is a mistake in our code. The caller got 500. */
  | "function_rejected"

  // Ingress.
  /** A signature, or the token of a handshake, is not one of ours. */
  | "webhook_refused"
  /** A genuine webhook was kept for a person, because no function could take it. */
  | "webhook_parked"
  /** Pub/Sub did not take a webhook in time. Google got 503 and sends it again. */
  | "publish_failed"
  /** A webhook was signed with this token. */
  | "token_matched"
  /** CLIENT_TOKENS_FILE could not be read again. The tokens from before stay in use. */
  | "token_reload_failed"

  // Pauses.
  /** Something is paused, and is not said. Told at each reading, so at most every half minute by each process. */
  | "is_paused"
  /** What is paused could not be read. What was known before counts on. */
  | "pauses_unread"

  // Deliveries.
  /** It is handled, with or without an answer: what came of it, and its calls. */
  | "delivery_done"
  /** It failed for now. Pub/Sub delivers it again. */
  | "delivery_failed"
  /** It can never succeed. It is kept in the dead-letter topic for a person. */
  | "dead_lettered"
  /** It waits as a dead letter until somebody resumes what is paused. */
  | "fact_held"
  /** The user of a dead letter could not be told that nothing comes. The dead letter is kept all the same. */
  | "give_up_failed"
  /** The embedded queue: an endpoint did not acknowledge a delivery. */
  | "push_refused"
  /** The embedded queue: its database failed. It tries again. */
  | "queue_failed"

  // Turns.
  /** The fact came before, and everything was done then. */
  | "duplicate_ignored"
  /** The fact is from before its user was erased. Nothing was kept or said. */
  | "erased_ignored"
  /** Google took a message of ours. */
  | "message_sent"
  /** A reply was said in plain text and was too long for it: words are missing. */
  | "text_shortened"
  /** An act can never succeed. The turn goes on without it. */
  | "act_refused"
  /** The bot's words for something that has happened failed, or could not be sent. The user read English ones. */
  | "notice_failed"
  /** A try failed, and could not end its lease. The conversation is free when the lease expires. */
  | "lease_kept"
  /** Reading or typing could not be shown. Nothing is repeated. */
  | "signal_failed"
  /** A user's file could not be copied. The message keeps Google's URL. */
  | "media_copy_failed"

  // Receipts and fallbacks.
  /** A receipt was added to its message. */
  | "receipt_merged"
  /** Another channel took a message over. */
  | "fell_back"
  /** The other channel will never take the message. */
  | "fallback_refused"
  /** No channel says the message any more: it is too late, or the user has opted out. */
  | "fallback_withheld"
  /** A critical message could not be revoked before it fell back. The user may get it twice. */
  | "revoke_failed";
