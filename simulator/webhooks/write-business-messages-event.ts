import { present } from "../../shared/base/present.ts";
import type { Content, Event } from "../../shared/inbound/inbound.ts";
import type { InboundFact, MessageFact, ReceiptsFact } from "./inbound-fact.ts";
import { UNKNOWN_WORD, type Variant } from "./variant.ts";
import type { WebhookEvent } from "./webhook.ts";
import { writeContext } from "./write-context.ts";
import { writeDialogflow } from "./write-dialogflow.ts";
import { writeSignIn } from "./write-sign-in.ts";
import { writeSurvey } from "./write-survey.ts";
import { writeTime } from "./write-time.ts";

/** The part of an event that depends on the kind of fact. */
interface EventPart {
  readonly kind: string;
  readonly content: WebhookEvent;
  readonly beside?: WebhookEvent;
}

/**
 * Writes a fact as an event of Business Messages.
 * @throws Error when Business Messages has no such event.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage
 */
export function writeBusinessMessagesEvent(fact: InboundFact, variant: Variant): WebhookEvent {
  const { kind, content, beside } = writePart(fact, variant);
  const context = writeContext(fact.type === "message" ? fact.context : undefined, variant);
  const isKeyed = variant.hasRequestId !== false || (kind !== "receipts" && kind !== "surveyResponse");
  return {
    [variant.unknownKind ?? kind]: content,
    ...beside,
    ...present({ context }),
    sendTime: writeTime(fact),
    conversationId: fact.address,
    ...present({ customAgentId: variant.customAgentId, requestId: isKeyed ? fact.id : undefined }),
    agent: fact.agent,
  };
}

function writePart(fact: InboundFact, variant: Variant): EventPart {
  const createTime = writeTime(fact);
  switch (fact.type) {
    case "message":
      return writeMessage(fact, variant);
    case "receipt":
      return { kind: "receipts", content: { receipts: writeReceipts(fact), createTime } };
    case "event":
      return { kind: "userStatus", content: { ...writeStatus(fact.event), createTime } };
  }
}

function writeMessage(fact: MessageFact, variant: Variant): EventPart {
  const { content } = fact;
  const createTime = writeTime(fact);
  switch (content.type) {
    case "text":
      return writeText(fact, content.text, variant);
    case "file":
      return writeText(fact, content.file.url, variant);
    case "suggestion":
      return { kind: "suggestionResponse", content: { ...writeSuggestion(fact, content, variant), createTime } };
    case "survey":
      return { kind: "surveyResponse", content: { ...writeSurvey(content, fact.address, variant), createTime } };
    case "authentication":
    case "authentication-failed":
      return { kind: "authenticationResponse", content: writeSignIn(content, variant) };
    case "location":
      return refuseFact("content of type location");
  }
}

/** An image is a message whose text is its URL. */
function writeText(fact: MessageFact, text: string, variant: Variant): EventPart {
  const { message: messageId = fact.id, dialogflow } = fact;
  const content = { name: messageName(fact, messageId), text, createTime: writeTime(fact), messageId };
  if (dialogflow === undefined) return { kind: "message", content };
  return { kind: "message", content, beside: { dialogflowResponse: writeDialogflow(dialogflow, variant) } };
}

function writeSuggestion(
  fact: MessageFact,
  { kind, postback, text, to }: Extract<Content, { readonly type: "suggestion" }>,
  { spelling, unknownWord = UNKNOWN_WORD }: Variant,
): WebhookEvent {
  const type = kind === "unknown" ? unknownWord : kind.toUpperCase();
  return {
    ...present({ message: to === undefined ? undefined : messageName(fact, to), postbackData: postback, text }),
    [spelling === "guide" ? "suggestionType" : "type"]: type,
  };
}

function writeReceipts(fact: ReceiptsFact): readonly WebhookEvent[] {
  return fact.receipts.map(({ message, type }) => {
    if (type !== "delivered" && type !== "read") return refuseFact(`a receipt of type ${type}`);
    return { message: messageName(fact, message), receiptType: type.toUpperCase() };
  });
}

function writeStatus(event: Event): WebhookEvent {
  switch (event.type) {
    case "typing":
      return { isTyping: event.isTyping };
    case "live-agent-requested":
      return { requestedLiveAgent: true };
    case "live-agent-withdrawn":
      return { requestedLiveAgent: false };
    case "subscribed":
    case "unsubscribed":
    case "expired":
    case "launch":
      return refuseFact(`an event of type ${event.type}`);
  }
}

function messageName({ address }: InboundFact, message: string): string {
  return `conversations/${address}/messages/${message}`;
}

function refuseFact(what: string): never {
  throw new Error(`Cannot write ${what}: Business Messages has no event for it`);
}
