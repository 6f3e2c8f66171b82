import { randomInt, randomUUID } from "node:crypto";
import type { Address, AgentId, ConversationId } from "../../shared/base/ids.ts";
import { asReplayed } from "../../shared/base/replay.ts";
import { conversationId } from "../../shared/envelope/conversation.ts";
import { type QueueMessage, writePush } from "../../shared/envelope/push-request.ts";
import { sign } from "../../simulator/webhooks/sign.ts";
import { AGENTS } from "../support/fixtures.ts";
import { sealed } from "../support/sealed.ts";

/** What the functions of a run know of each other and of us. */
export const TOKEN = "token";
export const CONVERSATION_KEY = "key";
const [{ agent: AGENT }] = AGENTS;
/** With it, a webhook has 1 KB. */
const LONG = "What do you have for somebody who likes neither nuts nor raisins? ".repeat(2);

/** A webhook of RCS as it is posted. */
export interface SignedBody {
  readonly body: Buffer;
  readonly signature: string;
  /** What must be published of it, in base64. */
  readonly signed: string;
}

/** A message like no other, of a user whom nobody has met unless one is named. */
export function anyWebhook(phone?: string): SignedBody {
  const event = { ...base(phone), messageId: `Mx${randomUUID()}`, text: LONG };
  const inner = Buffer.from(JSON.stringify(event));
  return { body: envelope(event), signature: sign(inner, TOKEN), signed: inner.toString("base64") };
}

/** Pushes of Pub/Sub, each about a user of its own, whom nobody has met, unless one is named. */
export const PUSHES = {
  messages: (phone?: string) => push({ ...base(phone), messageId: `Mx${randomUUID()}`, text: "When are you open?" }),
  receipts: (phone?: string) =>
    push({ ...base(phone), eventType: "DELIVERED", eventId: `Mx${randomUUID()}`, messageId: randomUUID() }),
  events: () => push({ ...base(), eventType: "SUBSCRIBE", eventId: `Mx${randomUUID()}` }),
  outbound() {
    const request = { id: randomUUID(), agent: AGENT, to: anyPhone(), reply: "Your order is ready." };
    return pushOf("outbound", { bytes: Buffer.from(JSON.stringify(request)), attributes: {} });
  },
} as const;

/** A function that Pub/Sub pushes to. */
export type PushedFunction = keyof typeof PUSHES;

/** A question, as Pub/Sub pushes it first, and as it does in a replay. */
export function anyQuestion(): { readonly first: Buffer; readonly again: Buffer } {
  const message = sealedMessage({ ...base(), messageId: `Mx${randomUUID()}`, text: "When are you open?" });
  const replayed = asReplayed(message, new Date(), { run: "bench", mode: "silent" });
  return { first: pushOf("message", message), again: pushOf("message", replayed) };
}

/** The conversation of such a user. */
export function conversationOf(phone: string): ConversationId {
  return conversationId(CONVERSATION_KEY, { channel: "rcs", agent: AGENT as AgentId, address: phone as Address });
}

function push(event: object): Buffer {
  return pushOf("message", sealedMessage(event));
}

function sealedMessage(event: object): QueueMessage {
  return sealed({ channel: "rcs", body: envelope(event) }, new Date());
}

function pushOf(topic: string, message: QueueMessage): Buffer {
  const of = { subscription: `projects/bench/subscriptions/heliograph-${topic}`, messageId: randomUUID() };
  return Buffer.from(writePush({ message, attempt: 1 }, { ...of, published: new Date() }));
}

function base(senderPhoneNumber = anyPhone()) {
  return { senderPhoneNumber, sendTime: new Date().toISOString(), agentId: `${AGENT}@rbm.goog` };
}

/** The number of somebody whom nobody has met. */
export function anyPhone(): string {
  return `+4477${randomInt(10_000_000, 99_999_999)}`;
}

function envelope(event: object): Buffer {
  const data = Buffer.from(JSON.stringify(event)).toString("base64");
  const id = randomInt(1e14, 2e14);
  const attributes = { business_id: `${AGENT}@rbm.goog`, message_type: "TEXT", product: "RBM", type: "message" };
  const message = { attributes, data, messageId: `${id}`, publishTime: new Date().toISOString() };
  return Buffer.from(JSON.stringify({ message, subscription: "projects/rbm/subscriptions/rbm-agent-subscription" }));
}
