import type { Kind } from "../../shared/ports/topic.ts";
import type { Observation } from "./observation.ts";
import type { PublishedMessage, QueueWatcher } from "./queue-types.ts";

const DEAD = "-dead";

/** Shows what is published, and what it means on the topics that people read. */
export function watchPublished(
  now: () => number,
  observe: (seen: Observation) => void,
): Pick<QueueWatcher, "onPublished" | "onForgotten"> {
  return {
    onPublished(published, from) {
      const at = now();
      observe({ type: "published", at, ...aboutMessage(published), topic: published.topic, from });
      const meaning = meaningOf(published);
      if (meaning !== undefined) observe({ at, ...meaning });
    },
    onForgotten: (kind, { id }) => observe({ type: "message-forgotten", at: now(), kind, message: id }),
  };
}

/** A message as observations name it. */
export function aboutMessage({ id, origin, message: { attributes, orderingKey } }: PublishedMessage) {
  return { message: id, origin, attributes, ...(orderingKey !== undefined && { orderingKey }) };
}

type Meaning =
  | Omit<Extract<Observation, { readonly type: "dead-lettered" }>, "at">
  | Omit<Extract<Observation, { readonly type: "parked" }>, "at">
  | Omit<Extract<Observation, { readonly type: "handoff-news" }>, "at">;

function meaningOf(published: PublishedMessage): Meaning | undefined {
  const { topic, message } = published;
  const { reason } = message.attributes;
  if (topic === "parked") return { type: "parked", ...aboutMessage(published), reason: reason ?? "" };
  if (topic.endsWith(DEAD)) {
    const kind = topic.slice(0, -DEAD.length) as Kind;
    return { type: "dead-lettered", ...aboutMessage(published), kind, ...(reason !== undefined && { reason }) };
  }
  if (topic !== "handoff") return undefined;
  const { id, conversation, news } = JSON.parse(message.bytes.toString());
  return { type: "handoff-news", id, conversation, news };
}
