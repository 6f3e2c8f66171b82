import { present } from "../../base/present.ts";
import * as read from "../../base/read.ts";
import { type Json, member } from "../../base/read.ts";
import type { AutoResponse, Dialogflow, Faq, FaqAnswer, Fulfillment, Intent } from "../dialogflow.ts";
import { lastSegment } from "./last-segment.ts";

const CONFIDENCES = { LOW: "low", MEDIUM: "medium", HIGH: "high" } as const;
const SOURCES = { FAQ: "faq", FAQ_FOLLOW_UP: "faq-follow-up", INTENT: "intent" } as const;

/**
 * Reads `dialogflowResponse`, whose numbers and booleans the guides quote; `undefined` when there is none.
 * @throws PermanentError when a member is of another type than documented.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage#DialogflowResponse
 */
export function readDialogflow(json: Json): Dialogflow | undefined {
  if (read.isAbsent(json)) return undefined;
  const faq = member(json, "faqResponse");
  return {
    ...present({
      query: read.optionalText(member(json, "queryText")),
      faq: read.isAbsent(faq) ? undefined : readFaq(faq),
    }),
    intents: read.optionalList(member(json, "intentResponses")).map(readIntent),
    isAutoResponded: read.optionalBoolean(member(json, "autoResponded")) ?? false,
    autoResponses: read.optionalList(member(json, "autoRespondedMessages")).map(readAutoResponse),
  };
}

function readFaq(json: Json): Faq {
  return {
    ...present({ question: read.optionalText(member(json, "userQuestion")) }),
    answers: read.optionalList(member(json, "answers")).map(readFaqAnswer),
  };
}

function readFaqAnswer(json: Json): FaqAnswer {
  return {
    confidence: read.word(member(json, "matchConfidenceLevel"), CONFIDENCES) ?? "unknown",
    ...present({
      question: read.optionalText(member(json, "faqQuestion")),
      answer: read.optionalText(member(json, "faqAnswer")),
      score: read.optionalNumber(member(json, "matchConfidence")),
    }),
  };
}

function readIntent(json: Json): Intent {
  return {
    ...present({
      name: read.optionalText(member(json, "intentName")),
      displayName: read.optionalText(member(json, "intentDisplayName")),
      score: read.optionalNumber(member(json, "intentDetectionConfidence")),
    }),
    fulfillments: read.optionalList(member(json, "fulfillmentMessages")).map(readFulfillment),
  };
}

function readFulfillment(json: Json): Fulfillment {
  const error = member(json, "error");
  if (!read.isAbsent(error)) return readFailure(error);
  const text = read.optionalText(member(json, "text"));
  if (text !== undefined) return { type: "text", text };
  const prepared = read.optionalText(member(json, "jsonPayload"));
  if (prepared !== undefined) return { type: "json", json: prepared };
  const handoff = member(json, "liveAgentHandoff");
  if (read.isAbsent(handoff)) return { type: "unknown" };
  const metadata = member(handoff, "metadata");
  return { type: "live-agent", metadata: read.isAbsent(metadata) ? {} : read.object(metadata) };
}

function readFailure(json: Json): Fulfillment {
  const code = read.optionalNumber(member(json, "code"));
  return { type: "failed", ...present({ code, message: read.optionalText(member(json, "message")) }) };
}

function readAutoResponse(json: Json): AutoResponse {
  const message = member(json, "message");
  const isTold = !read.isAbsent(message);
  const text = isTold ? read.optionalText(member(message, "text")) : undefined;
  return {
    source: read.word(member(json, "responseSource"), SOURCES) ?? "unknown",
    ...present({ message: isTold ? messageId(message) : undefined, text }),
    json: JSON.stringify(message.value ?? {}),
  };
}

/** What a message that Google made up is called: its id, or the last part of its name. */
function messageId(json: Json): AutoResponse["message"] {
  const id = member(json, "messageId");
  const name = member(json, "name");
  if (!read.isAbsent(id)) return read.id(id);
  return read.isAbsent(name) ? undefined : lastSegment(name);
}
