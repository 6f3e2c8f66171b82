import { expect } from "vitest";
import { answer, maya, message, OURS, receipts, response, status, survey } from "./business-messages-fact-shapes.ts";

const PLACE = "ChIJj61dQgK6j4AR4GeTYWZsKWw";
const unanswered = { intents: [], isAutoResponded: false, autoResponses: [] };

/** What each recorded webhook tells, by the fixture's name. */
export const FACTS: Readonly<Record<string, object>> = {
  "authentication-response-error": {
    ...response("09D3A38C-A93C-5506-83E9-D0F835DC91C6", "10:42:00.500"),
    content: {
      type: "authentication-failed",
      error: "access-denied",
      description: "The user refused the request.",
    },
  },
  "authentication-response-success": {
    ...response("101F7037-6C39-51C5-AC2B-44F3770B5BAA", "10:40:00.500"),
    content: {
      type: "authentication",
      code: "4/P7q7W91a-oMsCeLvIaQm6bTrgtp7",
      redirectUri: "https://business.google.com/callback",
    },
  },
  "message-image": {
    ...message("1728394A-B5C6-47D8-A9F0-011223344556", "10:15:20.333"),
    content: {
      type: "file",
      file: { url: expect.stringMatching(/^https:\/\/storage\.googleapis\.com\/business-messages-us\/.+&x-goog-sig/) },
    },
  },
  "message-text": {
    ...message("5F2C7A10-8E4B-4D6A-B0C3-91D7E2A4F658", "09:21:07.482"),
    content: { type: "text", text: "Hello, are you open on Sunday?" },
  },
  "message-text-dialogflow-faq": {
    ...message("28394A5B-C6D7-48E9-B001-122334455667", "10:20:00.100"),
    content: { type: "text", text: "when do you open" },
    dialogflow: {
      query: "when do you open",
      faq: {
        question: "when do you open",
        answers: [
          {
            question: "What are your opening hours?",
            answer: "We are open 8 to 18 every day.",
            confidence: "high",
            score: 0.97,
          },
          {
            question: "Are you open on holidays?",
            answer: "We close on 25 December.",
            confidence: "low",
            score: 0.31,
          },
        ],
      },
      ...unanswered,
    },
  },
  "message-text-dialogflow-intent": {
    ...message("4A5B6C7D-E8F9-4A01-9223-344556677889", "10:22:00.100"),
    content: { type: "text", text: "let me talk to a person" },
    dialogflow: {
      ...unanswered,
      query: "let me talk to a person",
      intents: [
        {
          name: "projects/example/agent/intents/2a4c",
          displayName: "handoff",
          score: 0.88,
          fulfillments: [
            { type: "text", text: "One moment." },
            { type: "live-agent", metadata: { queue: "support" } },
          ],
        },
      ],
    },
  },
  "message-text-local-pack": {
    ...message("D3E4F506-7182-4394-A5B6-C7D8E9F00112", "10:05:01.000"),
    content: { type: "text", text: "Which branch is nearest?" },
    context: { ...maya, entryPoint: "local-pack", nearPlaceId: PLACE },
  },
  "message-text-minimal": {
    ...message("A0B1C2D3-4E5F-4071-8293-A4B5C6D7E8F9", "09:30:00.000"),
    content: { type: "text", text: "ok" },
    context: {},
  },
  "message-text-placesheet": {
    ...message("C2D3E4F5-6071-4283-94A5-B6C7D8E9F001", "10:02:44.119"),
    content: { type: "text", text: "Do you have parking?" },
    context: { ...maya, entryPoint: "place-sheet", placeId: PLACE },
  },
  "message-text-url-entry": {
    ...message("F5061728-93A4-45B6-87D8-E9F001122334", "10:09:00.100"),
    content: { type: "text", text: "Hi" },
    context: { locale: "pt-BR", deviceLocale: "pt-BR", entryPoint: "url", customContext: "campaign-spring-24" },
  },
  "message-text-widget": {
    ...message("E4F50617-8293-44A5-B6C7-D8E9F0011223", "10:07:30.750"),
    content: { type: "text", text: "My order is late" },
    context: {
      ...maya,
      entryPoint: "web-widget",
      widgetUrl: "https://www.example.com/help?topic=orders&lang=en",
      widgetContext: "order=10442;page=help",
    },
  },
  "receipts-batch": receipts("10:31:05.500", [
    ["1", "delivered"],
    ["1", "read"],
    ["2", "delivered"],
    ["2", "read"],
    ["3", "read"],
  ]),
  "receipts-delivered": receipts("10:30:01.500", [["1", "delivered"]]),
  "receipts-read": receipts("10:30:05.500", [["1", "read"]]),
  "suggestion-response-action": {
    ...response("FFC1D846-B6BD-5D61-8D86-3919246CB378", "10:31:11.250"),
    content: { type: "suggestion", kind: "action", postback: "menu:call", text: "Call us", to: `${OURS}1` },
  },
  "suggestion-response-reply": {
    ...response("A689E9DA-6745-5425-950E-30D25661C03E", "10:30:11.250"),
    content: {
      type: "suggestion",
      kind: "reply",
      postback: "menu:opening-hours",
      text: "Opening hours",
      to: `${OURS}1`,
    },
  },
  "survey-response-custom-question": {
    ...survey("11:00:40.100"),
    content: answer("custom-delivery-speed", "Too slow", {
      kind: "custom",
      postback: "delivery:slow",
      index: 3,
      count: 3,
    }),
  },
  "survey-response-google-triggered": {
    ...response("0EDAC31E-17C3-556D-B16C-86B9E7373D86", ""),
    at: new Date("2024-05-15T11:00:00.100Z"),
    content: answer("GOOGLE_STANDARD_QUESTION_1", "👎", {
      kind: "standard",
      trigger: "google",
      postback: "no",
      index: 1,
      count: 1,
    }),
  },
  "survey-response-standard-question": {
    ...survey("11:00:00.100"),
    content: answer("GOOGLE_STANDARD_QUESTION_1", "👍", { kind: "standard", postback: "yes", index: 1, count: 3 }),
  },
  "survey-response-template-question": {
    ...survey("11:00:20.100"),
    content: answer("TEMPLATE_QUESTION_EXAMPLE", "Very likely", {
      kind: "template",
      postback: "5",
      index: 2,
      count: 3,
    }),
  },
  "user-status-live-agent": {
    ...status("E1C21850-1EB6-5DA1-8F85-E374B733E35B", "09:40:00.017"),
    event: { type: "live-agent-requested" },
  },
  "user-status-typing-started": {
    ...status("DD9912DD-0A02-51A7-9688-E62C0C23A349", "09:20:58.017"),
    event: { type: "typing", isTyping: true },
  },
  "user-status-typing-stopped": {
    ...status("DDB31FB6-F8A3-5C42-90C4-700AB7DF34EF", "09:21:06.017"),
    event: { type: "typing", isTyping: false },
  },
};
