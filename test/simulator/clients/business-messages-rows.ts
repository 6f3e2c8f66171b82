import { expect } from "vitest";
import { ID, ID2 } from "../../support/api-client.ts";
import {
  type ContractRow,
  markRead,
  parent,
  refusedWith,
  sendEvent,
  sendInConversation,
  sendSurvey,
  taken,
} from "./contract-row.ts";

const contentInfo = { fileUrl: "https://example.com/a.jpg", altText: "A boot", forceRefresh: false };
const card = { title: "Boots", description: "Warm ones", media: { height: "SHORT", contentInfo } };
const oauth = { clientId: "c", codeChallenge: "x", scopes: ["email"] };
const suggestions = [
  { reply: { text: "Yes", postbackData: "yes" } },
  { action: { text: "Call", postbackData: "call", dialAction: { phoneNumber: "+1-201-555-0123" } } },
  { action: { text: "Open", postbackData: "open", openUrlAction: { url: "https://example.com" } } },
  { liveAgentRequest: {} },
  { authenticationRequest: { oauth } },
];
const name = `${parent}/messages/${ID}`;
const shown = (text: string) => ({ messages: [expect.objectContaining({ id: ID, text })] });

/** What Business Messages takes. */
export const BUSINESS_MESSAGES_ROWS: readonly ContractRow[] = [
  {
    title: "a text with suggestions",
    request: sendInConversation({ text: "Dzień dobry 🎩", suggestions }),
    right: taken({ name, text: "Dzień dobry 🎩" }),
    shows: shown("Dzień dobry 🎩"),
  },
  {
    title: "a rich text",
    request: sendInConversation({ text: "**Hi** [you](https://example.com)", containsRichText: true }),
    right: taken({ name, containsRichText: true }),
    shows: shown("**Hi** [you](https://example.com)"),
  },
  {
    title: "an image",
    request: sendInConversation({ image: { contentInfo } }),
    right: taken({ name, image: { contentInfo } }),
    shows: shown(""),
  },
  {
    title: "a card",
    request: sendInConversation({ richCard: { standaloneCard: { cardContent: card } }, fallback: "Boots" }),
    right: taken({ name }),
    shows: shown("Boots\nWarm ones"),
  },
  {
    title: "a carousel",
    request: sendInConversation({ richCard: { carouselCard: { cardWidth: "MEDIUM", cardContents: [card, card] } } }),
    right: taken({ name }),
    shows: shown("Boots\nWarm ones\nBoots\nWarm ones"),
  },
  {
    title: "a fallback that is asked for",
    request: sendInConversation({ image: { contentInfo }, fallback: "A boot" }, { forceFallback: "true" }),
    right: taken({ name }),
    shows: shown("A boot"),
  },
  {
    title: "typing",
    request: sendEvent("TYPING_STARTED"),
    right: taken({ name: `${parent}/events/${ID}` }),
    shows: { isTyping: true },
  },
  {
    title: "the end of typing",
    before: [sendEvent("TYPING_STARTED")],
    request: sendEvent("TYPING_STOPPED", { eventId: ID2 }),
    right: taken({ eventType: "TYPING_STOPPED" }),
    shows: { isTyping: false, typingStarts: 1 },
  },
  {
    title: "a representative who joins",
    request: sendEvent("REPRESENTATIVE_JOINED"),
    right: taken({ eventType: "REPRESENTATIVE_JOINED" }),
    shows: { hasRepresentative: true },
  },
  {
    title: "a representative who leaves",
    before: [sendEvent("REPRESENTATIVE_JOINED")],
    request: sendEvent("REPRESENTATIVE_LEFT", { eventId: ID2 }),
    right: taken({ eventType: "REPRESENTATIVE_LEFT" }),
    shows: { hasRepresentative: false },
  },
  {
    title: "a read mark",
    request: markRead(),
    right: taken({ name: `${parent}/messages/M1/receipt`, receiptType: "READ" }),
    shows: { read: ["M1"] },
  },
  {
    title: "a survey without a body",
    request: sendSurvey(),
    right: taken({ name: `${parent}/surveys/${ID}` }),
    shows: { surveys: 1 },
  },
  {
    title: "a survey without an id, where the contract is as observed",
    request: sendSurvey({}),
    right: {
      observed: taken({ name: expect.stringMatching(/^conversations\/c1\/surveys\/./) }),
      documented: refusedWith(400, "INVALID_ARGUMENT", /surveyId: with an id of your own/),
    },
  },
  {
    title: "a boolean as text, where the contract is as observed",
    request: sendInConversation({ image: { contentInfo: { ...contentInfo, forceRefresh: "false" } } }),
    right: {
      observed: taken({ image: { contentInfo: { forceRefresh: false } } }),
      documented: refusedWith(400, "INVALID_ARGUMENT", /forceRefresh: write true or false without quotes/),
    },
  },
];

/** What Business Messages refuses, and then shows nothing of. */
export const BUSINESS_MESSAGES_REFUSALS: readonly ContractRow[] = [
  {
    title: "a message that says nothing",
    request: sendInConversation({}),
    right: refusedWith(400, "INVALID_ARGUMENT", /expected exactly one of text, image, richCard/),
  },
  {
    title: "rich text with a mark that does not close",
    request: sendInConversation({ text: "**Hi", containsRichText: true }),
    right: refusedWith(400, "INVALID_ARGUMENT", /text: expected markup whose marks all close/),
  },
  {
    title: "a fallback that the message does not have",
    request: sendInConversation({ text: "Hi" }, { forceFallback: "true" }),
    right: refusedWith(400, "INVALID_ARGUMENT", /expected the message to have one/),
  },
  {
    title: "a card on a device that shows none",
    rules: { profile: { features: [] } },
    request: sendInConversation({ richCard: { standaloneCard: { cardContent: card } } }),
    right: refusedWith(400, "FAILED_PRECONDITION", /expected a fallback/),
  },
  {
    title: "a survey on a device that shows none",
    rules: { profile: { features: [] } },
    request: sendSurvey(),
    right: refusedWith(400, "FAILED_PRECONDITION", /Cannot show/),
  },
  {
    title: "an event of no kind",
    request: sendEvent("EVENT_TYPE_UNSPECIFIED"),
    right: refusedWith(400, "INVALID_ARGUMENT", /eventType: expected a value/),
  },
  {
    title: "a receipt of no kind",
    request: markRead({ receiptType: "SEEN" }),
    right: refusedWith(400, "INVALID_ARGUMENT", /receiptType: expected one of READ/),
    shows: { read: [] },
  },
  {
    title: "a call without a token",
    rules: { credentials: "required" },
    request: sendInConversation({ text: "Hi" }),
    right: refusedWith(401, "UNAUTHENTICATED", /access token/),
  },
  {
    title: "a conversation of somebody else",
    rules: { conversations: { c2: "brands/B/agents/A" } },
    request: sendInConversation({ text: "Hi" }),
    right: refusedWith(403, "PERMISSION_DENIED", /expected one of this partner/),
  },
  {
    title: "a repeated message",
    before: [sendInConversation({ text: "One" })],
    request: sendInConversation({ text: "Two" }),
    right: refusedWith(409, "ALREADY_EXISTS", /its id was used before/),
    shows: shown("One"),
  },
  {
    title: "a repeated event",
    before: [sendEvent("TYPING_STARTED")],
    request: sendEvent("TYPING_STARTED"),
    right: refusedWith(409, "ALREADY_EXISTS", /its id was used before/),
    shows: { typingStarts: 1 },
  },
  {
    title: "a second survey within a day",
    before: [sendSurvey()],
    request: sendSurvey({ surveyId: ID2 }),
    right: refusedWith(429, "RESOURCE_EXHAUSTED", /at most 1 in/),
    shows: { surveys: 1 },
  },
];
