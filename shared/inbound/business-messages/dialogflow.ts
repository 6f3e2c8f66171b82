import type { MessageId } from "../../base/ids.ts";
import { present } from "../../base/present.ts";
import * as read from "../../base/read.ts";
import { type Json, member } from "../../base/read.ts";
import type { AutoResponse, Dialogflow, Faq, FaqAnswer, Fulfillment, Intent } from "../dialogflow.ts";
import { lastSegment } from "./last-segment.ts";

const CONFIDENCES = { LOW: "low", MEDIUM: "medium", HIGH: "high" } as const;
const SOURCES = { FAQ: "faq", FAQ_FOLLOW_UP: "faq-follow-up", INTENT: "intent" } as const;

/**
 * Reads `dialogflowResponse`, whose numbers and booleans the guides quote; odd members are passed over.
 * @throws PermanentError when it is no object.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage#DialogflowResponse
 */
export function readDialogflow(json: Json): Dialogflow {
  return {
    ...present({
      query: read.lenient(json, "queryText", read.text),
      faq: read.lenient(json, "faqResponse", readFaq),
    }),
    intents: read.lenientList(json, "intentResponses", readIntent),
    isAutoResponded: read.lenient(json, "autoResponded", read.boolean) ?? false,
    autoResponses: read.lenientList(json, "autoRespondedMessages", readAutoResponse),
  };
}

function readFaq(json: Json): Faq {
  return {
    ...present({ question: read.lenient(json, "userQuestion", read.text) }),
    answers: read.lenientList(json, "answers", readFaqAnswer),
  };
}

function readFaqAnswer(json: Json): FaqAnswer {
  return {
    confidence: read.word(member(json, "matchConfidenceLevel"), CONFIDENCES) ?? "unknown",
    ...present({
      question: read.lenient(json, "faqQuestion", read.text),
      answer: read.lenient(json, "faqAnswer", read.text),
      score: read.lenient(json, "matchConfidence", read.number),
    }),
  };
}

function readIntent(json: Json): Intent {
  return {
    ...present({
      name: read.lenient(json, "intentName", read.text),
      displayName: read.lenient(json, "intentDisplayName", read.text),
      score: read.lenient(json, "intentDetectionConfidence", read.number),
    }),
    fulfillments: read.lenientList(json, "fulfillmentMessages", readFulfillment),
  };
}

function readFulfillment(json: Json): Fulfillment {
  const told =
    read.lenient(json, "error", readFailure) ??
    read.lenient(json, "text", (text) => ({ type: "text", text: read.text(text) }) as const) ??
    read.lenient(json, "jsonPayload", (payload) => ({ type: "json", json: read.text(payload) }) as const);
  return told ?? read.lenient(json, "liveAgentHandoff", readHandoff) ?? { type: "unknown" };
}

function readHandoff(json: Json): Fulfillment {
  return { type: "live-agent", metadata: read.lenient(json, "metadata", read.object) ?? {} };
}

function readFailure(json: Json): Fulfillment {
  const code = read.lenient(json, "code", read.number);
  return { type: "failed", ...present({ code, message: read.lenient(json, "message", read.text) }) };
}

function readAutoResponse(json: Json): AutoResponse {
  const said = read.lenient(json, "message", readSaid) ?? { json: "{}" };
  return { source: read.word(member(json, "responseSource"), SOURCES) ?? "unknown", ...said };
}

/** A message that Google made up is called by its id, or by the last part of its name. */
function readSaid(json: Json): Omit<AutoResponse, "source"> {
  const message = read.lenient(json, "messageId", read.id<MessageId>) ?? read.lenient(json, "name", lastSegment);
  return { ...present({ message, text: read.lenient(json, "text", read.text) }), json: read.json(json) };
}
