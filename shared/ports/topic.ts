import { WEBHOOK_KINDS, type WebhookKind } from "../envelope/kind.ts";

/**
 * What a subscriber of ours takes: what comes from Google, what other systems ask for, and our own timers, on the topic
 * `deadline`.
 */
export type Kind = WebhookKind | "outbound" | "deadline";

export const KINDS: readonly Kind[] = [...WEBHOOK_KINDS, "outbound", "deadline"];

/** A topic, without the deployment's prefix. */
export type Topic = Kind | "parked" | "handoff" | "fallback" | DeadLetterTopic | ReplayTopic;

type DeadLetterTopic = `${Kind}-dead`;

/** Where the dead letters of a kind go. */
export function deadLetterTopic(kind: Kind): DeadLetterTopic {
  return `${kind}-dead`;
}

type ReplayTopic = `${Kind}-replay`;

/** The lane on which a kind is replayed: nobody but our own function gets what is published there. */
export function replayTopic(kind: Kind): ReplayTopic {
  return `${kind}-replay`;
}

/** For how many days a topic keeps what was published, for a replay. */
export const RETENTION_DAYS: Readonly<Record<Kind, number>> = {
  message: 7,
  receipt: 1,
  event: 7,
  outbound: 7,
  deadline: 7,
};
