import { expect } from "vitest";
import { ID, PHONE } from "../../support/api-client.ts";
import { type ContractRow, phone, rcs, refusedWith, sendRcs, taken } from "./contract-row.ts";

const contentInfo = { fileUrl: "https://example.com/a.jpg", thumbnailUrl: "https://example.com/b.jpg" };
const card = { title: "Boots", description: "Warm ones", media: { height: "SHORT", contentInfo } };
const suggestions = [
  { reply: { text: "Yes", postbackData: "yes" } },
  { action: { text: "Call", postbackData: "call", dialAction: { phoneNumber: "+442071234567" } } },
  { action: { text: "Open", postbackData: "open", openUrlAction: { url: "https://example.com/?a=b&c=d" } } },
  { action: { text: "Here", postbackData: "here", shareLocationAction: {} } },
  {
    action: {
      text: "Find",
      postbackData: "find",
      viewLocationAction: { latLong: { latitude: 51.5, longitude: 0 }, label: "Shop" },
    },
  },
];
const name = `${phone}/agentMessages/${ID}`;
const shown = (text: string) => ({ messages: [expect.objectContaining({ id: ID, text })] });
const numbers = Array.from({ length: 500 }, (_, index) => `+4477009${String(10_000 + index)}`);

/** What RCS takes. */
export const RCS_ROWS: readonly ContractRow[] = [
  {
    title: "a text with suggestions and a time to live",
    request: sendRcs({ text: "Dzień dobry 🎩", suggestions }, { ttl: "600s", messageTrafficType: "SERVICEREQUEST" }),
    right: taken({ name, expireTime: expect.any(String), messageTrafficType: "SERVICEREQUEST" }),
    shows: shown("Dzień dobry 🎩"),
  },
  {
    title: "a file by URL",
    request: sendRcs({ contentInfo: { ...contentInfo, forceRefresh: true } }),
    right: taken({ name, contentMessage: { contentInfo: { forceRefresh: true } } }),
    shows: shown(""),
  },
  {
    title: "a card",
    request: sendRcs({ richCard: { standaloneCard: { cardOrientation: "VERTICAL", cardContent: card } } }),
    right: taken({ name }),
    shows: shown("Boots\nWarm ones"),
  },
  {
    title: "a carousel",
    request: sendRcs({ richCard: { carouselCard: { cardWidth: "SMALL", cardContents: [card, { title: "Hats" }] } } }),
    right: taken({ name }),
    shows: shown("Boots\nWarm ones\nHats"),
  },
  {
    title: "a repeated message, which changes nothing",
    before: [sendRcs({ text: "One" })],
    request: sendRcs({ text: "Two" }),
    right: taken({ name, contentMessage: { text: "One" } }),
    shows: shown("One"),
  },
  {
    title: "a revocation",
    prepare: (platform) => platform.setPhone("rcs", PHONE, { reach: "offline" }),
    before: [sendRcs({ text: "One" })],
    request: rcs("phones.agentMessages.delete", { name }),
    right: taken({}),
    shows: { messages: [] },
  },
  {
    title: "typing",
    request: rcs("phones.agentEvents.create", { parent: phone, eventId: ID }, { eventType: "IS_TYPING" }),
    right: taken({ name: `${phone}/agentEvents/${ID}`, eventType: "IS_TYPING" }),
    shows: { isTyping: true },
  },
  {
    title: "a read mark",
    request: rcs("phones.agentEvents.create", { parent: phone, eventId: ID }, { eventType: "READ", messageId: "MxIg" }),
    right: taken({ eventType: "READ", messageId: "MxIg" }),
    shows: { read: ["MxIg"] },
  },
  {
    title: "a question for capabilities",
    request: rcs("phones.getCapabilities", { name: phone, requestId: ID }),
    right: taken({ features: expect.arrayContaining(["RICHCARD_CAROUSEL"]) }),
  },
  {
    title: "a check of many numbers",
    request: rcs("users.batchGet", {}, { users: numbers }),
    right: taken({ reachableUsers: numbers, totalRandomSampleUserCount: 375 }),
  },
  {
    title: "a file that Google shall fetch",
    request: rcs("files.create", {}, contentInfo),
    right: taken({ name: expect.stringMatching(/^files\/./) }),
  },
  {
    title: "an upload in one body with its description",
    request: {
      ...rcs("files.create", {}, { agentId: "bank" }),
      media: { type: "video/mp4", bytes: "\r\n--film--\r\n" },
    },
    right: taken({ name: expect.stringMatching(/^files\/./) }),
  },
  {
    title: "an invitation",
    request: rcs("testers.create", {}, { agentId: "bank", phoneNumber: PHONE }),
    right: taken({ name: `testers/${PHONE}`, inviteStatus: "PENDING" }),
  },
  ...(["testers.get", "testers.list", "testers.delete"] as const).map((method) => ({
    title: `of a tester: ${method}`,
    before: [rcs("testers.create", {}, { agentId: "bank", phoneNumber: PHONE })],
    request: rcs(method, method === "testers.list" ? {} : { name: `testers/${PHONE}` }),
    right: taken(
      {
        "testers.get": { phoneNumber: PHONE },
        "testers.list": { testers: [{ phoneNumber: PHONE }] },
        "testers.delete": {},
      }[method],
    ),
  })),
  {
    title: "a token in the query",
    rules: { credentials: "required" },
    request: rcs("phones.getCapabilities", { name: phone, requestId: ID, access_token: "t" }),
    right: taken({ features: expect.any(Array) }),
  },
  {
    title: "an id that is no UUID, where the contract is as observed",
    request: sendRcs({ text: "Hi" }, {}, "123"),
    right: {
      observed: taken({ name: `${phone}/agentMessages/123` }),
      documented: refusedWith(400, "INVALID_ARGUMENT", /messageId: the reference asks for a UUID/),
    },
  },
  {
    title: "an event without an id, where the contract is as observed",
    request: rcs("phones.agentEvents.create", { parent: phone }, { eventType: "IS_TYPING" }),
    right: {
      observed: taken({ eventType: "IS_TYPING" }),
      documented: refusedWith(400, "INVALID_ARGUMENT", /eventId: with an id of your own/),
    },
  },
];
