import { randomBytes, randomUUID } from "node:crypto";
import { present } from "../shared/base/present.ts";
import type { Clock } from "../shared/effect/ports.ts";
import type { SurveyAnswer } from "../shared/inbound/survey.ts";
import { renderSignIn, type SignIn } from "./render-sign-in.ts";
import { renderSurvey } from "./render-survey.ts";
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

/** What users of RCS alone can do. */
export interface RcsUser extends User {
  /** @param id The user's message id; a fresh one when it is missing. */
  file(file: UserFile, id?: string): WebhookEvent;
  /** A place that the user chose, not necessarily where they are. */
  location(place: { readonly latitude: number; readonly longitude: number }, id?: string): WebhookEvent;
  /** The user wants no more messages; the phone also sends a keyword as a text of its own, before or after. */
  unsubscribed(): WebhookEvent;
  /** The user wants messages again. */
  subscribed(): WebhookEvent;
}

/** A file that a user sent, as the event names it. */
interface UserFile extends FileLink {
  readonly thumbnail?: FileLink;
}

/** Where it can be downloaded, and what to expect. */
interface FileLink {
  readonly url: string;
  readonly type: string;
  readonly bytes: number;
  readonly name?: string;
}

/** Business Messages tells more than RCS does. */
export interface BusinessMessagesUser extends User {
  typingStopped(): WebhookEvent;
  /** The user wishes for a person, or no longer. */
  liveAgentRequested(isRequested?: boolean): WebhookEvent;
  /** The user has signed in, or has not. */
  signIn(signIn: SignIn): WebhookEvent;
  /** One answered question. */
  survey(answer: SurveyAnswer): WebhookEvent;
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
export function rcsUser(options: { readonly phone: string; readonly agent: string; readonly clock: Clock }): RcsUser {
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
  const event = (eventType: string, about: { readonly messageId?: string } = {}): WebhookEvent => ({
    senderPhoneNumber: phone,
    eventType,
    eventId: rcsId(),
    ...about,
    sendTime: sendTime(),
    agentId,
  });
  return {
    text: (text, id) => message(id, { text }),
    file: (file, id) => message(id, { userFile: userFile(file) }),
    location: ({ latitude, longitude }, id) => message(id, { location: { latitude, longitude } }),
    typing: () => event("IS_TYPING"),
    unsubscribed: () => event("UNSUBSCRIBE"),
    subscribed: () => event("SUBSCRIBE"),
    delivered: (messageId) => event("DELIVERED", { messageId }),
    read: (messageId) => event("READ", { messageId }),
    tap: ({ id, text, postback, kind = "reply" }) =>
      message(id, { suggestionResponse: { postbackData: postback, text, type: kind.toUpperCase() } }),
  };
}

/** Of a user of Business Messages. */
interface Seat {
  readonly conversation: string;
  /** `brands/{brand}/agents/{agent}`. */
  readonly agent: string;
  readonly clock: Clock;
  /** What the platform tells about the user; empty when it is missing. */
  readonly context?: WebhookEvent;
}

/** A user of Business Messages. */
export function businessMessagesUser(seat: Seat): BusinessMessagesUser {
  const { conversation, clock } = seat;
  const time = () => clock.now().toISOString();
  const name = (messageId: string) => `conversations/${conversation}/messages/${messageId}`;
  const event = (content: WebhookEvent, id = requestId()) => about(seat, content, id);
  const status = (told: WebhookEvent) => event({ userStatus: { ...told, createTime: time() } });
  const receipts = (of: readonly UserReceipt[]) =>
    about(seat, {
      receipts: {
        receipts: of.map(({ messageId, type }) => ({ message: name(messageId), receiptType: type.toUpperCase() })),
        createTime: time(),
      },
    });
  return {
    text: (text, id = requestId()) =>
      event({ message: { name: name(id), text, createTime: time(), messageId: id } }, id),
    typing: () => status({ isTyping: true }),
    typingStopped: () => status({ isTyping: false }),
    liveAgentRequested: (isRequested = true) => status({ requestedLiveAgent: isRequested }),
    delivered: (messageId) => receipts([{ messageId, type: "delivered" }]),
    read: (messageId) => receipts([{ messageId, type: "read" }]),
    receipts,
    signIn: (signIn) => event({ authenticationResponse: renderSignIn(signIn, {}) }),
    survey: (answer) => event({ surveyResponse: { ...renderSurvey(answer, conversation, {}), createTime: time() } }),
    tap: ({ id, to, text, postback, kind = "reply" }) =>
      event(
        {
          suggestionResponse: {
            ...present({ message: to === undefined ? undefined : name(to) }),
            postbackData: postback,
            createTime: time(),
            text,
            type: kind.toUpperCase(),
          },
        },
        id,
      ),
  };
}

/** What every event of Business Messages has; receipts have neither context nor request id. */
function about({ conversation, agent, clock, context = {} }: Seat, content: WebhookEvent, id?: string): WebhookEvent {
  const sendTime = clock.now().toISOString();
  const keyed = id === undefined ? {} : { context, requestId: id };
  return { ...content, ...keyed, sendTime, conversationId: conversation, agent };
}

function userFile({ thumbnail, ...payload }: UserFile): WebhookEvent {
  const write = ({ url, type, bytes, name }: FileLink) =>
    present({ mimeType: type, fileSizeBytes: bytes, fileUri: url, fileName: name });
  return { ...(thumbnail && { thumbnail: write(thumbnail) }), payload: write(payload) };
}

/** 24 characters and no UUID, like the ids that RCS clients make. */
function rcsId(): string {
  return `Mx${randomBytes(16).toString("base64url")}`;
}

/** A UUID in capitals, as Google makes them here; a message's request id is its message id. */
function requestId(): string {
  return randomUUID().toUpperCase();
}
