/** What one recorded webhook must lead to. */
export type Expected =
  /** History has the message; the phone shows READ and typing unless told otherwise, and an answer or none. */
  | {
      readonly kind: "message";
      readonly id: string;
      readonly isRead: boolean;
      readonly isAnswered: boolean;
      /** False where typing waits for a bot that takes a second: most often no answer comes. */
      readonly isTyped?: false;
    }
  | { readonly kind: "event"; readonly id: string; readonly event: Readonly<Record<string, unknown>> }
  | Turning
  /** These messages of ours have these steps in history. */
  | { readonly kind: "receipt"; readonly steps: Readonly<Record<string, readonly string[]>> }
  | { readonly kind: "parked"; readonly reason: string };

/**
 * The conversation is another one afterwards, so that the webhook has a system to itself. History has the fact, and a
 * message is marked read; the user is told one thing, or nothing; then the bot answers what the user says, or never does.
 */
export interface Turning {
  readonly kind: "turning";
  readonly fact: Readonly<Record<string, unknown>> & { readonly type: "message" | "event"; readonly id: string };
  readonly told: "confirmation" | "words" | "nothing";
  readonly isAnsweredThen: boolean;
}

const TAPPED = "0b9f6d0e-6c59-4d0c-9c5e-3f7f6b2a1d44";
const SENT = "3b0c6c1e-0c52-4e0f-8a51-7f1fd2f6f00";

/** By channel and name of the fixture. A fixture without a row fails its test. */
export const EXPECTED: Readonly<Record<string, Expected>> = {
  "rcs/user-text": answered("MxIgT4pWCQu2tH9hMkSTljQa"),
  "rcs/user-file-image": answered("MxFile0image0000000001Aa"),
  "rcs/user-location": answered("MxLocation00000000001Ccc"),
  "rcs/suggestion-reply": answered("MxReply0000000000001Dddd"),
  "rcs/suggestion-action": { ...answered("MxAction00000000000001Fff"), isTyped: false },
  "rcs/user-text-event-form": { ...answered("MxTxtEvt000000000001Hhhh"), isRead: false },
  "rcs/user-text-stop-keyword": optOut({
    type: "message",
    id: "MxStopKeyword0000000001a",
    content: { type: "text", text: "STOP" },
  }),
  "rcs/event-is-typing": event("MxTyping0000000000000001K", { type: "typing", isTyping: true }),
  "rcs/event-subscribe": {
    kind: "turning",
    fact: { type: "event", id: "MxSub000000000000000001Mm", event: { type: "subscribed" } },
    told: "nothing",
    isAnsweredThen: true,
  },
  "rcs/event-unsubscribe": optOut({
    type: "event",
    id: "MxUnsub00000000000000001L",
    event: { type: "unsubscribed" },
  }),
  "rcs/event-delivered": { kind: "receipt", steps: { [TAPPED]: ["delivered"] } },
  "rcs/event-read": { kind: "receipt", steps: { [TAPPED]: ["read"] } },
  "rcs/server-ttl-expiration-revoked": { kind: "receipt", steps: { [TAPPED]: ["expired", "revoked"] } },
  "rcs/agent-launch-launched": event("growing_tree_bank_x1y2z3w4_agent/0a7ed168-676e-4a56-b422-b234340000bb", {
    type: "launch",
    from: "pending",
    to: "launched",
    region: "/v1/regions/fi-rcs",
    brand: "bd38fbff-392a-437b-a6f2-7f2e43745b56",
  }),
  "business-messages/message-text": answered("5F2C7A10-8E4B-4D6A-B0C3-91D7E2A4F658"),
  "business-messages/message-text-minimal": answered("A0B1C2D3-4E5F-4071-8293-A4B5C6D7E8F9"),
  "business-messages/message-text-placesheet": answered("C2D3E4F5-6071-4283-94A5-B6C7D8E9F001"),
  "business-messages/message-text-local-pack": answered("D3E4F506-7182-4394-A5B6-C7D8E9F00112"),
  "business-messages/message-text-widget": answered("E4F50617-8293-44A5-B6C7-D8E9F0011223"),
  "business-messages/message-text-url-entry": answered("F5061728-93A4-45B6-87D8-E9F001122334"),
  "business-messages/message-image": answered("1728394A-B5C6-47D8-A9F0-011223344556"),
  "business-messages/message-text-dialogflow-faq": answered("28394A5B-C6D7-48E9-B001-122334455667"),
  "business-messages/message-text-dialogflow-intent": answered("4A5B6C7D-E8F9-4A01-9223-344556677889"),
  "business-messages/suggestion-response-reply": unnamed("A689E9DA-6745-5425-950E-30D25661C03E"),
  "business-messages/suggestion-response-action": {
    ...unnamed("FFC1D846-B6BD-5D61-8D86-3919246CB378"),
    isTyped: false,
  },
  "business-messages/authentication-response-success": unnamed("101F7037-6C39-51C5-AC2B-44F3770B5BAA"),
  "business-messages/authentication-response-error": unnamed("09D3A38C-A93C-5506-83E9-D0F835DC91C6"),
  "business-messages/survey-response-google-triggered": survey("0EDAC31E-17C3-556D-B16C-86B9E7373D86"),
  // Without a request id the id is made of survey, question and time.
  "business-messages/survey-response-standard-question": survey("ikQbYdm-ucw8c1H7WnHa9IC58PSklXA6l4So6oNCMGI"),
  "business-messages/survey-response-template-question": survey("jxoaUAqI8mvg6-cmEVwW8yqSYO5orI86C55Ajc2O_3k"),
  "business-messages/survey-response-custom-question": survey("xtYtEMgd2V47vuCTumfP10oCHLJzl7nNSZQhvshq_Us"),
  "business-messages/user-status-typing-started": event("DD9912DD-0A02-51A7-9688-E62C0C23A349", {
    type: "typing",
    isTyping: true,
  }),
  "business-messages/user-status-typing-stopped": event("DDB31FB6-F8A3-5C42-90C4-700AB7DF34EF", {
    type: "typing",
    isTyping: false,
  }),
  // A person has the conversation then, or will.
  "business-messages/user-status-live-agent": {
    kind: "turning",
    fact: { type: "event", id: "E1C21850-1EB6-5DA1-8F85-E374B733E35B", event: { type: "live-agent-requested" } },
    told: "words",
    isAnsweredThen: false,
  },
  "business-messages/receipts-delivered": { kind: "receipt", steps: { [`${SENT}1`]: ["delivered"] } },
  "business-messages/receipts-read": { kind: "receipt", steps: { [`${SENT}1`]: ["read"] } },
  "business-messages/receipts-batch": {
    kind: "receipt",
    steps: { [`${SENT}1`]: ["delivered", "read"], [`${SENT}2`]: ["delivered", "read"], [`${SENT}3`]: ["read"] },
  },
  "business-messages/feedback-response": { kind: "parked", reason: "unknown-kind" },
};

type ExpectedMessage = Extract<Expected, { kind: "message" }>;

function answered(id: string): ExpectedMessage {
  return { kind: "message", id, isRead: true, isAnswered: true };
}

/** Answered, but no message of the user's has a name that could be marked read. */
function unnamed(id: string): ExpectedMessage {
  return { ...answered(id), isRead: false };
}

function survey(id: string): ExpectedMessage {
  return { kind: "message", id, isRead: false, isAnswered: false };
}

function optOut(fact: Turning["fact"]): Turning {
  return { kind: "turning", fact, told: "confirmation", isAnsweredThen: true };
}

function event(id: string, told: Readonly<Record<string, unknown>>): Expected {
  return { kind: "event", id, event: told };
}
