import type { MessageId } from "../../base/ids.ts";
import { id, type Json, jsonText, object, text } from "../../base/json.ts";
import { lenient, lenientBoolean, lenientEnum, lenientList, lenientNumber } from "../../base/lenient.ts";
import { present } from "../../base/present.ts";
import type { AutoResponse, Dialogflow, Faq, FaqAnswer, Fulfillment, Intent } from "../dialogflow.ts";
import { lastSegment } from "./last-segment.ts";

const CONFIDENCES = { LOW: "low", MEDIUM: "medium", HIGH: "high" } as const;
const SOURCES = { FAQ: "faq", FAQ_FOLLOW_UP: "faq-follow-up", INTENT: "intent" } as const;

/**
 * Reads `dialogflowResponse`, in which the guides write numbers and booleans in quotes; malformed members are ignored.
 * @throws PermanentError when it is no object.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage#DialogflowResponse
 */
export function readDialogflow(json: Json): Dialogflow {
  return {
    ...present({
      query: lenient(json, "queryText", text),
      faq: lenient(json, "faqResponse", readFaq),
    }),
    intents: lenientList(json, "intentResponses", readIntent),
    isAutoResponded: lenient(json, "autoResponded", lenientBoolean) ?? false,
    autoResponses: lenientList(json, "autoRespondedMessages", readAutoResponse),
  };
}

function readFaq(json: Json): Faq {
  return {
    ...present({ question: lenient(json, "userQuestion", text) }),
    answers: lenientList(json, "answers", readFaqAnswer),
  };
}

function readFaqAnswer(json: Json): FaqAnswer {
  return {
    confidence: lenientEnum(json, "matchConfidenceLevel", CONFIDENCES) ?? "unknown",
    ...present({
      question: lenient(json, "faqQuestion", text),
      answer: lenient(json, "faqAnswer", text),
      score: lenient(json, "matchConfidence", lenientNumber),
    }),
  };
}

function readIntent(json: Json): Intent {
  return {
    ...present({
      name: lenient(json, "intentName", text),
      displayName: lenient(json, "intentDisplayName", text),
      score: lenient(json, "intentDetectionConfidence", lenientNumber),
    }),
    fulfillments: lenientList(json, "fulfillmentMessages", readFulfillment),
  };
}

function readFulfillment(json: Json): Fulfillment {
  return (
    lenient(json, "error", readFailure) ??
    lenient(json, "text", (value) => ({ type: "text", text: text(value) }) as const) ??
    lenient(json, "jsonPayload", (value) => ({ type: "json", json: text(value) }) as const) ??
    lenient(json, "liveAgentHandoff", readHandoff) ?? { type: "unknown" }
  );
}

function readHandoff(json: Json): Fulfillment {
  return { type: "live-agent", metadata: lenient(json, "metadata", object) ?? {} };
}

function readFailure(json: Json): Fulfillment {
  const code = lenient(json, "code", lenientNumber);
  return { type: "failed", ...present({ code, message: lenient(json, "message", text) }) };
}

function readAutoResponse(json: Json): AutoResponse {
  const message = lenient(json, "message", readMessage) ?? { json: "{}" };
  return { source: lenientEnum(json, "responseSource", SOURCES) ?? "unknown", ...message };
}

/** Google gives the id of the message, or a name that ends with it. */
function readMessage(json: Json): Omit<AutoResponse, "source"> {
  const message = lenient(json, "messageId", id<MessageId>) ?? lenient(json, "name", lastSegment);
  return { ...present({ message, text: lenient(json, "text", text) }), json: jsonText(json) };
}
