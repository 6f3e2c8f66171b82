import { randomBytes, randomUUID } from "node:crypto";
import { type Address, agentId, type InboundId, type MessageId } from "../../shared/base/ids.ts";
import type { Content, Event, File } from "../../shared/inbound/inbound.ts";
import type { SurveyAnswer } from "../../shared/inbound/survey.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import type { InboundFact, ReceiptsFact } from "../webhooks/inbound-fact.ts";
import type { WebhookEvent } from "../webhooks/webhook.ts";
import { writeBusinessMessagesEvent } from "../webhooks/write-business-messages-event.ts";
import { writeRcsEvent } from "../webhooks/write-rcs-event.ts";
import type { SignIn } from "../webhooks/write-sign-in.ts";

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

/**
 * A user of RCS.
 * @param options.phone In E.164, with its plus.
 * @param options.agent With or without `@rbm.goog`.
 */
export function rcsUser(options: { readonly phone: string; readonly agent: string; readonly clock: Clock }): RcsUser {
  const place = { channel: "rcs", agent: agentId("rcs", options.agent), address: options.phone as Address } as const;
  const about = (id: string) => ({ ...place, id: id as InboundId, at: options.clock.now() });
  const message = (content: Content, id = rcsId()) =>
    writeRcsEvent({ ...about(id), type: "message", message: id as MessageId, content });
  const event = (told: Event) => writeRcsEvent({ ...about(rcsId()), type: "event", event: told });
  const receipt = (told: UserReceipt) => writeRcsEvent(receiptsOf([told], about(rcsId())));
  return {
    text: (text, id) => message({ type: "text", text }, id),
    file: ({ thumbnail, ...file }, id) =>
      message({ type: "file", file: toFile(file), ...(thumbnail && { thumbnail: toFile(thumbnail) }) }, id),
    location: ({ latitude, longitude }, id) => message({ type: "location", latitude, longitude }, id),
    typing: () => event({ type: "typing", isTyping: true }),
    unsubscribed: () => event({ type: "unsubscribed" }),
    subscribed: () => event({ type: "subscribed" }),
    delivered: (messageId) => receipt({ messageId, type: "delivered" }),
    read: (messageId) => receipt({ messageId, type: "read" }),
    tap: ({ id, text, postback, kind = "reply" }) => message({ type: "suggestion", kind, postback, text }, id),
  };
}

/** Of a user of Business Messages. */
interface BusinessMessagesUserOptions {
  readonly conversation: string;
  /** `brands/{brand}/agents/{agent}`. */
  readonly agent: string;
  readonly clock: Clock;
  /** What the platform tells about the user; empty when it is missing. */
  readonly context?: WebhookEvent;
}

/** A user of Business Messages. */
export function businessMessagesUser({
  conversation,
  clock,
  context = {},
  ...seat
}: BusinessMessagesUserOptions): BusinessMessagesUser {
  const agent = agentId("business-messages", seat.agent);
  const place = { channel: "business-messages", agent, address: conversation as Address } as const;
  const about = (id: string) => ({ ...place, id: id as InboundId, at: clock.now() });
  const render = (fact: InboundFact) => ({ ...writeBusinessMessagesEvent(fact, {}), context });
  const message = (content: Content, id = requestId()) =>
    render({ ...about(id), type: "message", message: id as MessageId, content });
  const event = (told: Event) => render({ ...about(requestId()), type: "event", event: told });
  // Receipts have neither context nor request id.
  const receipts = (told: readonly UserReceipt[]) =>
    writeBusinessMessagesEvent(receiptsOf(told, about("")), { hasRequestId: false });
  return {
    text: (text, id) => message({ type: "text", text }, id),
    typing: () => event({ type: "typing", isTyping: true }),
    typingStopped: () => event({ type: "typing", isTyping: false }),
    liveAgentRequested: (isRequested = true) =>
      event({ type: isRequested ? "live-agent-requested" : "live-agent-withdrawn" }),
    delivered: (messageId) => receipts([{ messageId, type: "delivered" }]),
    read: (messageId) => receipts([{ messageId, type: "read" }]),
    receipts,
    signIn: (signIn) => message(signIn),
    survey: (answer) => message(answer),
    tap: ({ id, to, text, postback, kind = "reply" }) =>
      message({ type: "suggestion", kind, postback, text, ...(to !== undefined && { to: to as MessageId }) }, id),
  };
}

function receiptsOf(told: readonly UserReceipt[], about: Omit<ReceiptsFact, "type" | "receipts">): ReceiptsFact {
  const receipts = told.map(({ messageId, type }) => ({ message: messageId as MessageId, type, at: about.at }));
  return { ...about, type: "receipt", receipts };
}

function toFile({ url, type: mimeType, bytes: sizeBytes, name }: FileLink): File {
  return { url, mimeType, sizeBytes, ...(name !== undefined && { name }) };
}

/** 24 characters and no UUID, like the ids that RCS clients make. */
function rcsId(): string {
  return `Mx${randomBytes(16).toString("base64url")}`;
}

/** A UUID in capitals, as Google makes them here; a message's request id is its message id. */
function requestId(): string {
  return randomUUID().toUpperCase();
}
