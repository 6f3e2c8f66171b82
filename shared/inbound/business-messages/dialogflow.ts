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
      query: read.side(json, "queryText", read.text),
      faq: read.side(json, "faqResponse", readFaq),
    }),
    intents: read.sideList(json, "intentResponses", readIntent),
    isAutoResponded: read.side(json, "autoResponded", read.boolean) ?? false,
    autoResponses: read.sideList(json, "autoRespondedMessages", readAutoResponse),
  };
}

function readFaq(json: Json): Faq {
  return {
    ...present({ question: read.side(json, "userQuestion", read.text) }),
    answers: read.sideList(json, "answers", readFaqAnswer),
  };
}

function readFaqAnswer(json: Json): FaqAnswer {
  return {
    confidence: read.word(member(json, "matchConfidenceLevel"), CONFIDENCES) ?? "unknown",
    ...present({
      question: read.side(json, "faqQuestion", read.text),
      answer: read.side(json, "faqAnswer", read.text),
      score: read.side(json, "matchConfidence", read.number),
    }),
  };
}

function readIntent(json: Json): Intent {
  return {
    ...present({
      name: read.side(json, "intentName", read.text),
      displayName: read.side(json, "intentDisplayName", read.text),
      score: read.side(json, "intentDetectionConfidence", read.number),
    }),
    fulfillments: read.sideList(json, "fulfillmentMessages", readFulfillment),
  };
}

function readFulfillment(json: Json): Fulfillment {
  const told =
    read.side(json, "error", readFailure) ??
    read.side(json, "text", (text) => ({ type: "text", text: read.text(text) }) as const) ??
    read.side(json, "jsonPayload", (payload) => ({ type: "json", json: read.text(payload) }) as const);
  return told ?? read.side(json, "liveAgentHandoff", readHandoff) ?? { type: "unknown" };
}

function readHandoff(json: Json): Fulfillment {
  return { type: "live-agent", metadata: read.side(json, "metadata", read.object) ?? {} };
}

function readFailure(json: Json): Fulfillment {
  const code = read.side(json, "code", read.number);
  return { type: "failed", ...present({ code, message: read.side(json, "message", read.text) }) };
}

function readAutoResponse(json: Json): AutoResponse {
  const said = read.side(json, "message", readSaid) ?? { json: "{}" };
  return { source: read.word(member(json, "responseSource"), SOURCES) ?? "unknown", ...said };
}

/** A message that Google made up is called by its id, or by the last part of its name. */
function readSaid(json: Json): Omit<AutoResponse, "source"> {
  const message = read.side(json, "messageId", read.id<MessageId>) ?? read.side(json, "name", lastSegment);
  return { ...present({ message, text: read.side(json, "text", read.text) }), json: read.json(json) };
}
