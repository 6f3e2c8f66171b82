import { PermanentError, TransientError } from "../base/errors.ts";
import { type AgentId, type Channel, type ConversationId, isAgentName, isConversationId } from "../base/ids.ts";
import { isObject, parseJson, text, time } from "../base/json.ts";
import { lenient } from "../base/lenient.ts";
import { present } from "../base/present.ts";
import { type ReplayMode, replayMode } from "../base/replay.ts";
import { WEBHOOK_KINDS, type WebhookKind } from "./kind.ts";

/** A message as Pub/Sub has it. */
export interface QueueMessage {
  readonly bytes: Buffer;
  /** What routes the message; never the text or the address of a user. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly orderingKey?: string;
}

/** One attempt by Pub/Sub to deliver a message. */
export interface Delivery {
  /** Pub/Sub's own id of the message: the same in every attempt. */
  readonly id: string;
  readonly message: QueueMessage;
  /** Counted by Pub/Sub only where a dead-letter policy is set. */
  readonly attempt: number | undefined;
  /** When it was published, where Pub/Sub says so. */
  readonly published?: Date;
}

/** What routes a sealed fact, read back from its attributes. */
export interface Routing {
  readonly channel: Channel;
  readonly agent: AgentId;
  readonly kind: WebhookKind;
  readonly conversation: ConversationId;
  /** When ingress accepted the webhook. */
  readonly received: Date;
  readonly replay?: ReplayMode;
}

/** The version of the attributes; raised when a subscriber of an older release would misread them. */
export const ATTRIBUTES_VERSION = 1;

/** Reads Pub/Sub's wrapped push request; `undefined` when the body is none. */
export function readPush(body: Buffer | undefined): Delivery | undefined {
  const push = body === undefined ? undefined : parseJson(body.toString());
  const message = isObject(push) ? push.message : undefined;
  if (!isObject(push) || !isObject(message)) return undefined;
  const attempt = push.deliveryAttempt;
  return { ...readMessage(message), attempt: typeof attempt === "number" ? attempt : undefined };
}

/** Reads a message as Pub/Sub writes it, in a push request or in the response to a pull. */
export function readMessage(message: Readonly<Record<string, unknown>>): Omit<Delivery, "attempt"> {
  const json = { value: message, path: "message" };
  const { data, attributes } = message;
  return {
    id: lenient(json, "messageId", text) ?? "",
    message: {
      bytes: Buffer.from(typeof data === "string" ? data : "", "base64"),
      attributes: isObject(attributes) ? stringsOf(attributes) : {},
      ...present({ orderingKey: lenient(json, "orderingKey", text) }),
    },
    ...present({ published: lenient(json, "publishTime", time) }),
  };
}

/**
 * When Pub/Sub itself made a dead letter: the time when the message was published before.
 * @see https://cloud.google.com/pubsub/docs/dead-letter-topics
 */
const SOURCE_PUBLISH_TIME = "CloudPubSubDeadLetterSourceTopicPublishTime";

/**
 * When the message was published for the first time, before it became a dead letter and was sent again; `undefined` where
 * Pub/Sub does not say. It is never later than what Pub/Sub says now.
 */
export function firstPublished({
  message: { attributes },
  published,
}: Pick<Delivery, "message" | "published">): Date | undefined {
  const json = { value: attributes, path: "attributes" };
  const times = [lenient(json, "published", time), lenient(json, SOURCE_PUBLISH_TIME, time), published];
  return times.filter((one) => one !== undefined).toSorted((one, other) => one.getTime() - other.getTime())[0];
}

/** Writes the wrapped push request that `readPush` reads. */
export function writePush(
  { message, attempt }: Pick<Delivery, "message" | "attempt">,
  of: { readonly subscription: string; readonly messageId: string; readonly published: Date },
): string {
  const { bytes, attributes, orderingKey } = message;
  return JSON.stringify({
    message: {
      data: bytes.toString("base64"),
      attributes,
      messageId: of.messageId,
      publishTime: of.published.toISOString(),
      orderingKey,
    },
    subscription: of.subscription,
    deliveryAttempt: attempt,
  });
}

/**
 * Reads the attributes that `seal` writes.
 * @throws PermanentError when one is missing or unknown.
 * @throws TransientError when a newer release has written them: ingress may be deployed before this function.
 */
export function readRouting({ attributes }: QueueMessage): Routing {
  const { channel, agent, kind, conversation, received, version } = attributes;
  if (Number(version) > ATTRIBUTES_VERSION) {
    throw new TransientError("Cannot read the attributes: a newer release has written them");
  }
  const knownKind = WEBHOOK_KINDS.find((known) => known === kind);
  const at = new Date(received ?? "");
  if ((channel !== "rcs" && channel !== "business-messages") || knownKind === undefined)
    return refuseAttributes("channel or kind");
  if (!agent || !isAgentName(agent) || !isConversationId(conversation) || Number.isNaN(at.getTime()))
    return refuseAttributes("agent, conversation or received");
  return {
    channel,
    kind: knownKind,
    agent: agent as AgentId,
    conversation,
    received: at,
    ...present({ replay: replayMode(attributes) }),
  };
}

function refuseAttributes(names: string): never {
  throw new PermanentError(
    "unsealed",
    `Cannot read the attributes: ${names} is missing or unknown; only ingress publishes here`,
  );
}

function stringsOf(attributes: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(attributes).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
}
