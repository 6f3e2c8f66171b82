import { randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "../shared/effect/ports.ts";
import type { WebhookEvent } from "./webhook.ts";

/** A person with a phone: each method makes the event that Google would send for what the person or the phone does. */
export interface User {
  /** @param id The user's message id; a fresh one when it is missing. */
  text(text: string, id?: string): WebhookEvent;
  typing(): WebhookEvent;
  /** The phone has shown our message. */
  delivered(messageId: string): WebhookEvent;
  /** The person has seen our message. */
  read(messageId: string): WebhookEvent;
  tap(tap: Tap): WebhookEvent;
}

/** A tap on a suggestion of ours. */
export interface Tap {
  readonly text: string;
  readonly postback: string;
  /** `reply` when it is missing. */
  readonly kind?: "reply" | "action";
  /** Our message that carried the suggestion; RCS does not tell it. */
  readonly to?: string;
  /** RCS: the message id of the tap. Business Messages: its request id. Fresh when it is missing. */
  readonly id?: string;
}

/** Business Messages tells more than RCS does. */
export interface BusinessMessagesUser extends User {
  typingStopped(): WebhookEvent;
  /** Several receipts in one webhook. */
  receipts(receipts: readonly UserReceipt[]): WebhookEvent;
}

/** That a message of ours reached the phone or was seen. */
interface UserReceipt {
  readonly messageId: string;
  readonly type: "delivered" | "read";
}

const RCS_SUFFIX = "@rbm.goog";

/**
 * A user of RCS.
 * @param options.phone In E.164, with its plus.
 * @param options.agent With or without `@rbm.goog`.
 */
export function rcsUser(options: { readonly phone: string; readonly agent: string; readonly clock: Clock }): User {
  const { phone, agent, clock } = options;
  const agentId = agent.endsWith(RCS_SUFFIX) ? agent : `${agent}${RCS_SUFFIX}`;
  const sendTime = () => clock.now().toISOString();
  const message = (id: string | undefined, content: WebhookEvent): WebhookEvent => ({
    senderPhoneNumber: phone,
    messageId: id ?? rcsId(),
    sendTime: sendTime(),
    ...content,
    agentId,
  });
  const event = (eventType: string, about: { readonly messageId?: string }): WebhookEvent => ({
    senderPhoneNumber: phone,
    eventType,
    eventId: rcsId(),
    ...about,
    sendTime: sendTime(),
    agentId,
  });
  return {
    text: (text, id) => message(id, { text }),
    typing: () => event("IS_TYPING", {}),
    delivered: (messageId) => event("DELIVERED", { messageId }),
    read: (messageId) => event("READ", { messageId }),
    tap: ({ id, text, postback, kind = "reply" }) =>
      message(id, { suggestionResponse: { postbackData: postback, text, type: kind.toUpperCase() } }),
  };
}

/**
 * A user of Business Messages.
 * @param options.agent `brands/{brand}/agents/{agent}`.
 * @param options.context What the platform tells about the user; empty when it is missing.
 */
export function businessMessagesUser(options: {
  readonly conversation: string;
  readonly agent: string;
  readonly clock: Clock;
  readonly context?: WebhookEvent;
}): BusinessMessagesUser {
  const { conversation, agent, clock, context = {} } = options;
  const time = () => clock.now().toISOString();
  const name = (messageId: string) => `conversations/${conversation}/messages/${messageId}`;
  const about = (requestId: string) => ({ context, sendTime: time(), conversationId: conversation, requestId });
  const typing = (isTyping: boolean) => ({
    ...about(requestId()),
    userStatus: { isTyping, createTime: time() },
    agent,
  });
  const receipts = (of: readonly UserReceipt[]): WebhookEvent => ({
    receipts: {
      receipts: of.map(({ messageId, type }) => ({ message: name(messageId), receiptType: type.toUpperCase() })),
      createTime: time(),
    },
    sendTime: time(),
    conversationId: conversation,
    agent,
  });
  return {
    text: (text, id = requestId()) => ({
      message: { name: name(id), text, createTime: time(), messageId: id },
      ...about(id),
      agent,
    }),
    typing: () => typing(true),
    typingStopped: () => typing(false),
    delivered: (messageId) => receipts([{ messageId, type: "delivered" }]),
    read: (messageId) => receipts([{ messageId, type: "read" }]),
    receipts,
    tap: ({ id = requestId(), to, text, postback, kind = "reply" }) => ({
      suggestionResponse: {
        ...(to === undefined ? {} : { message: name(to) }),
        postbackData: postback,
        createTime: time(),
        text,
        type: kind.toUpperCase(),
      },
      ...about(id),
      agent,
    }),
  };
}

/** 24 characters and no UUID, like the ids that RCS clients make. */
function rcsId(): string {
  return `Mx${randomBytes(16).toString("base64url")}`;
}

/** A UUID in capitals, as Google makes them here; a message's request id is its message id. */
function requestId(): string {
  return randomUUID().toUpperCase();
}
