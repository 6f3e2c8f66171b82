import { describe, expect, it } from "vitest";
import { PermanentError } from "../../../shared/base/errors.ts";
import type { Channel } from "../../../shared/base/ids.ts";
import { classify } from "../../../shared/envelope/classify.ts";
import { businessMessagesWebhookType, rcsAddress, rcsWebhookType } from "../../../shared/envelope/webhook-type.ts";
import { readBusinessMessages } from "../../../shared/inbound/business-messages/business-messages.ts";
import { readRcs } from "../../../shared/inbound/rcs.ts";

type Members = Readonly<Record<string, readonly unknown[]>>;

const RECEIVED = new Date("2026-11-20T12:00:00Z");
const NOTHING = [undefined, null, ""];
const RECEIPT = { message: "conversations/c1/messages/1", receiptType: "READ" };

/** Every member that decides, with what it may hold: nothing in each spelling, something known, something strange. */
const RCS: Members = {
  newLaunchState: [...NOTHING, "LAUNCHED", "NEW_STATE", 7],
  eventType: [
    ...NOTHING,
    "READ",
    "IS_TYPING",
    "UNSUBSCRIBE",
    "TTL_EXPIRATION_REVOKED",
    "TTL_EXPIRATION_NEW",
    "WAVED",
    4,
  ],
  phoneNumber: [...NOTHING, "+447700900123"],
  senderPhoneNumber: [undefined, "", "+447700900124", 447700900124, "4".repeat(257)],
  text: [undefined, null, "", "Hi", 7],
  userFile: [...NOTHING, { payload: { fileUri: "https://a" } }, 7],
  location: [undefined, null, {}],
  suggestionResponse: [undefined, {}],
};
const BUSINESS_MESSAGES: Members = {
  conversationId: [...NOTHING, "c1", 7, "\ud83d"],
  message: [...NOTHING, { messageId: "M1" }, "Hi"],
  suggestionResponse: [undefined, null, {}, []],
  authenticationResponse: [undefined, {}],
  surveyResponse: [undefined, {}],
  userStatus: [undefined, null, {}, { isTyping: false }, { requestedLiveAgent: "false" }, { isOnline: true }],
  receipts: [undefined, {}, { receipts: [RECEIPT] }, { receipts: [{ ...RECEIPT, receiptType: "NEW" }] }, "READ"],
  feedbackResponse: [undefined, {}],
};

describe("classify() and the readers", () => {
  it("agree on every combination of what decides an RCS webhook", () => {
    expect(disagreements("rcs", combine(RCS, { eventId: "E1", messageId: "M1" }))).toEqual([]);
  });

  it("agree on every combination of what decides a Business Messages webhook", () => {
    expect(disagreements("business-messages", combine(BUSINESS_MESSAGES, {}))).toEqual([]);
  });
});

describe("rcsWebhookType()", () => {
  it.each([
    [
      "a number that is a text's beside a server's",
      { phoneNumber: "+1", senderPhoneNumber: "+2", text: "Hi" },
      "text",
      "+2",
    ],
    ["a text under a server's name for its user", { phoneNumber: "+1", text: "Hi" }, "text", "+1"],
    ["a server event", { phoneNumber: "+1", senderPhoneNumber: "+2", eventType: "READ" }, "READ", "+1"],
    [
      "an expiry under the user's name",
      { senderPhoneNumber: "+2", eventType: "TTL_EXPIRATION_X" },
      "TTL_EXPIRATION",
      "+2",
    ],
  ] as const)("finds %s and whom it is about", (_claim, body, told, address) => {
    expect([rcsWebhookType(body), rcsAddress(body)]).toEqual([told, address]);
  });

  it("passes over a second content that holds nothing", () => {
    expect(rcsWebhookType({ text: "Hi", userFile: null, location: "" })).toBe("text");
  });

  it.each(["userFile", "location", "suggestionResponse"])("finds %s beside an empty text", (content) => {
    expect(rcsWebhookType({ text: "", [content]: {} })).toBe(content);
  });

  it("finds a text that is empty and alone", () => expect(rcsWebhookType({ text: "" })).toBe("text"));
});

describe("businessMessagesWebhookType()", () => {
  it.each([
    ["a status with neither flag", { userStatus: { createTime: "2024-05-14T10:31:11Z" } }],
    ["a status with a flag of a later release", { userStatus: { isOnline: true } }],
    ["a batch without receipts", { receipts: { createTime: "2024-05-14T10:31:11Z" } }],
    ["a batch of receipts of a later release", { receipts: { receipts: [{ ...RECEIPT, receiptType: "NEW" }] } }],
  ])("finds nothing in %s", (_claim, body) => expect(businessMessagesWebhookType(body)).toBeUndefined());

  it("finds a request for a person that is denied", () => {
    expect(businessMessagesWebhookType({ userStatus: { requestedLiveAgent: false } })).toBe("userStatus");
  });
});

/** Those that are parked although a reader reads them, or not parked although it refuses, or read as something else. */
function disagreements(channel: Channel, bodies: readonly object[]): readonly unknown[] {
  return bodies
    .map((body) => ({ body, sorted: sorted(channel, body), read: readAs(channel, body) }))
    .filter(({ sorted, read }) => sorted !== read);
}

function sorted(channel: Channel, body: object): string {
  const place = classify(channel, body);
  return "parked" in place ? "refused" : `${place.kind} of ${place.address ?? ""}`;
}

function readAs(channel: Channel, value: object): string {
  try {
    const reader = channel === "rcs" ? readRcs : readBusinessMessages;
    const { type, address } = reader({ value, path: "" }, RECEIVED);
    return `${type} of ${address}`;
  } catch (error) {
    if (error instanceof PermanentError) return "refused";
    throw error;
  }
}

/** One body for each choice of one value per member. */
function combine(members: Members, common: object): readonly object[] {
  return Object.entries(members).reduce<readonly object[]>(
    (bodies, [key, values]) => bodies.flatMap((body) => values.map((value) => ({ ...body, [key]: value }))),
    [common],
  );
}
