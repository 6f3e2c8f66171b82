import { boolean, type Json, member, number, text } from "../../base/json.ts";
import { lenient, lenientNumber, optionalMember } from "../../base/lenient.ts";
import { present } from "../../base/present.ts";
import type { QueueSetup, SubscriptionState } from "../../ports/queue-setup.ts";
import type { Topic } from "../../ports/topic.ts";
import type { Rest } from "./rest.ts";

/** Whose topics they are. */
export interface QueueSetupOptions {
  readonly project: string;
  readonly prefix: string;
}

/** Where a deleted topic's subscription points to. */
const DELETED_TOPIC = "_deleted-topic_";
/** Pub/Sub's own, where nothing else is said. */
const DEFAULT_RETENTION_SECONDS = 604_800;
const DEFAULT_ATTEMPTS = 5;

/**
 * How topics and subscriptions of a project, or of the emulator, are set up.
 * @see https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions
 */
export function googleQueueSetup(rest: Rest, { project, prefix }: QueueSetupOptions): QueueSetup {
  const at = (kind: "topics" | "subscriptions", topic: Topic) => `/v1/projects/${project}/${kind}/${prefix}-${topic}`;
  return {
    async topic(topic) {
      const json = await rest.ask("pubsub", at("topics", topic));
      return json && { retentionSeconds: seconds(json, "messageRetentionDuration") ?? 0 };
    },
    async subscription(topic) {
      const json = await rest.ask("pubsub", at("subscriptions", topic));
      return json && readSubscription(json);
    },
  };
}

function readSubscription(json: Json): SubscriptionState {
  return {
    pushEndpoint: lenient(json, "pushConfig", (push) => optionalMember(push, "pushEndpoint", text)) ?? "",
    isOrdered: lenient(json, "enableMessageOrdering", boolean) ?? false,
    ackDeadlineSeconds: lenient(json, "ackDeadlineSeconds", number) ?? 0,
    retentionSeconds: seconds(json, "messageRetentionDuration") ?? DEFAULT_RETENTION_SECONDS,
    // An empty policy is never.
    expires: lenient(json, "expirationPolicy", (policy) => seconds(policy, "ttl")) !== undefined,
    isDetached: (lenient(json, "detached", boolean) ?? false) || lenient(json, "topic", text) === DELETED_TOPIC,
    ...present({
      backoffSeconds: lenient(json, "retryPolicy", readBackoff),
      ...lenient(json, "deadLetterPolicy", readDead),
    }),
  };
}

function readBackoff(retry: Json): readonly [number, number] {
  return [seconds(retry, "minimumBackoff") ?? 0, seconds(retry, "maximumBackoff") ?? 0];
}

function readDead(dead: Json) {
  return {
    deadTopic: optionalMember(dead, "deadLetterTopic", text),
    maxAttempts: optionalMember(dead, "maxDeliveryAttempts", lenientNumber) ?? DEFAULT_ATTEMPTS,
  };
}

/** A duration as protobuf writes it, such as `600s`. */
function seconds(json: Json, key: string): number | undefined {
  const found = optionalMember(json, key, text);
  return found === undefined ? undefined : Number.parseFloat(found);
}

/** The members of a policy that have a role. */
export function membersWith(policy: Json | undefined, role: string): readonly string[] {
  if (policy === undefined) return [];
  const bindings = member(policy, "bindings").value;
  const all: readonly unknown[] = Array.isArray(bindings) ? bindings : [];
  return all.flatMap((binding) => {
    const { role: granted, members } = binding as { readonly role?: unknown; readonly members?: readonly string[] };
    return granted === role ? (members ?? []) : [];
  });
}
