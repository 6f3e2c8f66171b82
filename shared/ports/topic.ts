import { WEBHOOK_KINDS, type WebhookKind } from "../envelope/kind.ts";

/**
 * What a subscriber of ours takes: what comes from Google, what other systems ask for, and our own timers, on the topic
 * `deadline`.
 */
export type Kind = WebhookKind | "outbound" | "deadline";

export const KINDS: readonly Kind[] = [...WEBHOOK_KINDS, "outbound", "deadline"];

/** A topic, without the deployment's prefix. */
export type Topic = Kind | "parked" | "handoff" | "fallback" | DeadLetterTopic;

type DeadLetterTopic = `${Kind}-dead`;

/** Where the dead letters of a kind go. */
export function deadLetterTopic(kind: Kind): DeadLetterTopic {
  return `${kind}-dead`;
}
