import { KINDS, type Kind } from "../envelope/kind.ts";

/** What a subscriber of ours takes: what comes from Google, what other systems ask for, and our own timers, on the topic `deadline`. */
export type Task = Kind | "outbound" | "deadline";

export const TASKS: readonly Task[] = [...KINDS, "outbound", "deadline"];

/** A topic, without the deployment's prefix. */
export type Topic = Task | "parked" | "handoff" | "fallback" | DeadLetterTopic;

type DeadLetterTopic = `${Task}-dead`;

/** Where a task's dead letters go. */
export function deadLetterTopic(task: Task): DeadLetterTopic {
  return `${task}-dead`;
}
