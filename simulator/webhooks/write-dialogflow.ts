import { present } from "../../shared/base/present.ts";
import type { AutoResponse, Dialogflow, Faq, FaqAnswer, Fulfillment, Intent } from "../../shared/inbound/dialogflow.ts";
import { UNKNOWN_WORD, type Variant } from "./variant.ts";
import type { WebhookEvent } from "./webhook.ts";

/**
 * Writes `dialogflowResponse`.
 * @throws SyntaxError when the text of an automatic response is not JSON.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage#DialogflowResponse
 */
export function writeDialogflow(dialogflow: Dialogflow, { unknownWord = UNKNOWN_WORD }: Variant): WebhookEvent {
  const { query, faq, intents, isAutoResponded, autoResponses } = dialogflow;
  return present({
    queryText: query,
    faqResponse: faq === undefined ? undefined : writeFaq(faq, unknownWord),
    intentResponses: intents.map(writeIntent),
    autoResponded: isAutoResponded,
    autoRespondedMessages: autoResponses.map((response) => writeAutoResponse(response, unknownWord)),
  });
}

function writeFaq({ question, answers }: Faq, unknownWord: string): WebhookEvent {
  return present({ userQuestion: question, answers: answers.map((answer) => writeFaqAnswer(answer, unknownWord)) });
}

function writeFaqAnswer({ question, answer, confidence, score }: FaqAnswer, unknownWord: string): WebhookEvent {
  return present({
    faqQuestion: question,
    faqAnswer: answer,
    matchConfidenceLevel: confidence === "unknown" ? unknownWord : confidence.toUpperCase(),
    matchConfidence: score,
  });
}

function writeIntent({ name, displayName, score, fulfillments }: Intent): WebhookEvent {
  return present({
    intentName: name,
    intentDisplayName: displayName,
    intentDetectionConfidence: score,
    fulfillmentMessages: fulfillments.map(writeFulfillment),
  });
}

function writeFulfillment(fulfillment: Fulfillment): WebhookEvent {
  switch (fulfillment.type) {
    case "text":
      return { text: fulfillment.text };
    case "json":
      return { jsonPayload: fulfillment.json };
    case "live-agent":
      return { liveAgentHandoff: { metadata: fulfillment.metadata } };
    case "failed":
      return { error: present({ code: fulfillment.code, message: fulfillment.message }) };
    case "unknown":
      return {};
  }
}

const SOURCES: Readonly<Record<Exclude<AutoResponse["source"], "unknown">, string>> = {
  faq: "FAQ",
  "faq-follow-up": "FAQ_FOLLOW_UP",
  intent: "INTENT",
};

function writeAutoResponse({ source, json }: AutoResponse, unknownWord: string): WebhookEvent {
  return {
    message: JSON.parse(json),
    responseSource: source === "unknown" ? unknownWord : SOURCES[source],
  };
}
