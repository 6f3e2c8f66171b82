/** What a fact is about; each kind has a topic and a function of its own. */
export type WebhookKind = "message" | "receipt" | "event";

export const WEBHOOK_KINDS: readonly WebhookKind[] = ["message", "receipt", "event"];

/** Why a genuine webhook is kept for a person instead of going to a function. */
export type ParkedReason = "unreadable" | "unknown-kind" | "no-agent-named" | "agent-not-configured";
