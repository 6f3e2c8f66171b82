import { type Address, agentId, type InboundId, type MessageId } from "../../shared/base/ids.ts";
import type { Content, Event, File } from "../../shared/inbound/inbound.ts";
import type { SurveyAnswer } from "../../shared/inbound/survey.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import { type NewUuid, realUuid } from "../real-uuid.ts";
import type { InboundFact, ReceiptsFact } from "../webhooks/inbound-fact.ts";
import type { WebhookForm } from "../webhooks/variant.ts";
import type { WebhookEvent } from "../webhooks/webhook.ts";
import { writeBusinessMessagesEvent } from "../webhooks/write-business-messages-event.ts";
import { writeRcsEvent } from "../webhooks/write-rcs-event.ts";
import type { SignIn } from "../webhooks/write-sign-in.ts";

/** A user: each method makes the event that Google sends when the user or the phone does this. */
export interface User {
  /** @param id The user's message id; a new one when it is missing. */
  text(text: string, id?: string): WebhookEvent;
  typing(): WebhookEvent;
  /** The phone has shown the agent's message. */
  delivered(messageId: string): WebhookEvent;
  /** The user has read the agent's message. */
  read(messageId: string): WebhookEvent;
  tap(tap: Tap): WebhookEvent;
}

/** A tap on a suggestion of the agent. */
export interface Tap {
  readonly text: string;
  readonly postback: string;
  /** `reply` when it is missing. */
  readonly kind?: "reply" | "action";
  /** The message with the suggestion; RCS events do not name it. */
  readonly to?: string;
  /** RCS: the message id of the tap. Business Messages: its request id. A new one when it is missing. */
  readonly id?: string;
}

/** A user of RCS. */
export interface RcsUser extends User {
  /** @param id The user's message id; a new one when it is missing. */
  file(file: UserFile, id?: string): WebhookEvent;
  /** A place that the user chose, not necessarily where they are. */
  location(place: { readonly latitude: number; readonly longitude: number }, id?: string): WebhookEvent;
  /** The user opts out. A real phone also sends a keyword as a separate text, before or after. */
  unsubscribed(): WebhookEvent;
  /** The user opts in again. */
  subscribed(): WebhookEvent;
}

/** A file of a user, as its event describes it. */
interface UserFile extends FileLink {
  readonly thumbnail?: FileLink;
}

/** Where a file can be downloaded, and what it is. */
interface FileLink {
  readonly url: string;
  readonly type: string;
  readonly bytes: number;
  readonly name?: string;
}

/** A user of Business Messages. */
export interface BusinessMessagesUser extends User {
  typingStopped(): WebhookEvent;
  /** The user asks for a live agent, or takes that back when `isRequested` is false. */
  liveAgentRequested(isRequested?: boolean): WebhookEvent;
  /** The sign-in ended, with success or with an error. */
  signIn(signIn: SignIn): WebhookEvent;
  /** The user answered a question of a survey. */
  survey(answer: SurveyAnswer): WebhookEvent;
  /** Several receipts in one webhook. */
  receipts(receipts: readonly UserReceipt[]): WebhookEvent;
}

/** A receipt for a message of the agent. */
interface UserReceipt {
  readonly messageId: string;
  readonly type: "delivered" | "read";
}

/** Whose phone it is, and the agent that it talks to. */
export interface RcsConversation {
  /** In E.164, with its plus. */
  readonly phone: string;
  /** With or without `@rbm.goog`. */
  readonly agent: string;
}

/** A conversation of Business Messages, and the agent in it. */
export interface BusinessMessagesConversation {
  readonly conversation: string;
  /** `brands/{brand}/agents/{agent}`. */
  readonly agent: string;
  /** The context of the user's events, in Google's JSON; empty when it is missing. */
  readonly context?: WebhookEvent;
}

/** A user's time and chance. */
interface UserWorld {
  readonly clock: Clock;
  readonly uuid?: NewUuid;
  /** `rich` when it is missing; Business Messages only. */
  readonly form?: WebhookForm;
}

/** Makes the events of a user of RCS. */
export function rcsUser({ phone, agent, clock, uuid = realUuid }: RcsConversation & UserWorld): RcsUser {
  const source = { channel: "rcs", agent: agentId("rcs", agent), address: phone as Address } as const;
  const about = (id: string) => ({ ...source, id: id as InboundId, at: clock.now() });
  const message = (content: Content, id = rcsId(uuid)) =>
    writeRcsEvent({ ...about(id), type: "message", message: id as MessageId, content });
  const eventOf = (event: Event) => writeRcsEvent({ ...about(rcsId(uuid)), type: "event", event });
  const receiptOf = (receipt: UserReceipt) => writeRcsEvent(receiptsOf([receipt], about(rcsId(uuid))));
  return {
    text: (text, id) => message({ type: "text", text }, id),
    file: ({ thumbnail, ...file }, id) =>
      message({ type: "file", file: toFile(file), ...(thumbnail && { thumbnail: toFile(thumbnail) }) }, id),
    location: ({ latitude, longitude }, id) => message({ type: "location", latitude, longitude }, id),
    typing: () => eventOf({ type: "typing", isTyping: true }),
    unsubscribed: () => eventOf({ type: "unsubscribed" }),
    subscribed: () => eventOf({ type: "subscribed" }),
    delivered: (messageId) => receiptOf({ messageId, type: "delivered" }),
    read: (messageId) => receiptOf({ messageId, type: "read" }),
    tap: ({ id, text, postback, kind = "reply" }) => message({ type: "suggestion", kind, postback, text }, id),
  };
}

/** Makes the events of a user of Business Messages. */
export function businessMessagesUser({
  conversation,
  clock,
  context = {},
  uuid = realUuid,
  form = "rich",
  ...of
}: BusinessMessagesConversation & UserWorld): BusinessMessagesUser {
  const agent = agentId("business-messages", of.agent);
  const source = { channel: "business-messages", agent, address: conversation as Address } as const;
  const about = (id: string) => ({ ...source, id: id as InboundId, at: clock.now() });
  const write = (fact: InboundFact) => ({ ...writeBusinessMessagesEvent(fact, {}), context });
  const message = (content: Content, id = requestId(uuid)) =>
    write({ ...about(id), type: "message", message: id as MessageId, content });
  const eventOf = (event: Event) => write({ ...about(requestId(uuid)), type: "event", event });
  const receiptsEvent = (receipts: readonly UserReceipt[]) =>
    form === "rich"
      ? write(receiptsOf(receipts, about(requestId(uuid))))
      : writeBusinessMessagesEvent(receiptsOf(receipts, about("")), { hasRequestId: false });
  return {
    text: (text, id) => message({ type: "text", text }, id),
    typing: () => eventOf({ type: "typing", isTyping: true }),
    typingStopped: () => eventOf({ type: "typing", isTyping: false }),
    liveAgentRequested: (isRequested = true) =>
      eventOf({ type: isRequested ? "live-agent-requested" : "live-agent-withdrawn" }),
    delivered: (messageId) => receiptsEvent([{ messageId, type: "delivered" }]),
    read: (messageId) => receiptsEvent([{ messageId, type: "read" }]),
    receipts: receiptsEvent,
    signIn: (signIn) => message(signIn),
    survey: (answer) => message(answer),
    tap: ({ id, to, text, postback, kind = "reply" }) =>
      message({ type: "suggestion", kind, postback, text, ...(to !== undefined && { to: to as MessageId }) }, id),
  };
}

function receiptsOf(receipts: readonly UserReceipt[], about: Omit<ReceiptsFact, "type" | "receipts">): ReceiptsFact {
  const written = receipts.map(({ messageId, type }) => ({ message: messageId as MessageId, type, at: about.at }));
  return { ...about, type: "receipt", receipts: written };
}

function toFile({ url, type: mimeType, bytes: sizeBytes, name }: FileLink): File {
  return { url, mimeType, sizeBytes, ...(name !== undefined && { name }) };
}

/** 24 characters, not a UUID, like the ids that RCS clients make. */
function rcsId(uuid: NewUuid): string {
  return `Mx${Buffer.from(uuid().replaceAll("-", ""), "hex").toString("base64url")}`;
}

/** A UUID in upper case, as Google makes request ids. A message's request id is also its message id. */
function requestId(uuid: NewUuid): string {
  return uuid().toUpperCase();
}
