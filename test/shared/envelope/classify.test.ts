import { describe, expect, it } from "vitest";
import { classify } from "../../../shared/envelope/classify.ts";
import { NO_ADDRESS } from "../../../shared/envelope/conversation.ts";

const USER = { senderPhoneNumber: "+447700900123" };
const SERVER = { phoneNumber: "+447700900123" };
const PHONE = { address: "+447700900123" };
const TEXT = { text: "Hi" };
const MAYA = { conversationId: "c1" };
const BATCH = { receipts: [{ receiptType: "READ" }] };
const UNKNOWN = { parked: "unknown-kind" };
const UNREADABLE = { parked: "unreadable" };

describe("classify(), RCS", () => {
  it.each([
    [
      "a launch event before all others",
      { newLaunchState: "LAUNCHED", eventType: "READ", ...SERVER, ...TEXT },
      "event",
    ],
    ["READ under the server's name for the number", { ...SERVER, eventType: "READ" }, "receipt"],
    ["an expiry under the user's name for the number", { ...USER, eventType: "TTL_EXPIRATION_REVOKED" }, "event"],
    ["an event before a message", { ...USER, eventType: "READ", ...TEXT }, "receipt"],
    ["DELIVERED", { ...USER, eventType: "DELIVERED" }, "receipt"],
    ["READ", { ...USER, eventType: "READ" }, "receipt"],
    ["IS_TYPING", { ...USER, eventType: "IS_TYPING" }, "event"],
    ["SUBSCRIBE", { ...USER, eventType: "SUBSCRIBE" }, "event"],
    ["UNSUBSCRIBE", { ...USER, eventType: "UNSUBSCRIBE" }, "event"],
    ["TTL_EXPIRATION_REVOKED", { ...SERVER, eventType: "TTL_EXPIRATION_REVOKED" }, "event"],
    ["an unknown TTL status", { ...SERVER, eventType: "TTL_EXPIRATION_NEW" }, "event"],
    ["a text", { ...USER, ...TEXT }, "message"],
    ["an empty text", { ...USER, text: "" }, "message"],
    ["a file", { ...USER, userFile: {} }, "message"],
    ["a location without coordinates", { ...USER, location: {} }, "message"],
    ["a suggestion", { ...USER, suggestionResponse: {} }, "message"],
  ])("knows %s", (_claim, json, kind) => expect(classify("rcs", json)).toMatchObject({ kind }));

  it("finds the user's number in a user's fact", () =>
    expect(classify("rcs", { ...USER, ...TEXT })).toMatchObject(PHONE));

  it("finds the user's number in a server event", () => {
    expect(classify("rcs", { ...SERVER, eventType: "TTL_EXPIRATION_REVOKED" })).toMatchObject(PHONE);
  });

  it("finds the user's number in an expiry under its other name", () => {
    expect(classify("rcs", { ...USER, eventType: "TTL_EXPIRATION_REVOKED" })).toMatchObject(PHONE);
  });

  it("finds no user in a launch event", () => {
    expect(classify("rcs", { newLaunchState: "LAUNCHED" })).toEqual({ kind: "event", address: NO_ADDRESS });
  });

  it.each([
    "",
    "EVENT_TYPE_UNSPECIFIED",
    "SOMETHING_NEW",
    "delivered",
    "constructor",
    "__proto__",
    "toString",
    "hasOwnProperty",
  ])("parks the event type %j", (eventType) => expect(classify("rcs", { ...USER, eventType })).toEqual(UNKNOWN));

  it.each([
    ["a server event of an unknown type", { ...SERVER, eventType: "SOMETHING_NEW" }, UNKNOWN],
    ["two contents", { ...USER, ...TEXT, location: {} }, UNKNOWN],
    ["no content", USER, UNKNOWN],
    ["a content of a new kind", { ...USER, sticker: {} }, UNKNOWN],
    ["an event type that is no text", { ...USER, eventType: 4 }, UNKNOWN],
    ["a message from nobody", TEXT, UNREADABLE],
    ["a message from an empty number", { senderPhoneNumber: "", ...TEXT }, UNREADABLE],
    ["a message from a number that is no text", { senderPhoneNumber: 447700900123, ...TEXT }, UNREADABLE],
    ["an expiry without a number", { eventType: "TTL_EXPIRATION_REVOKED" }, UNREADABLE],
  ])("parks %s", (_claim, json, parked) => expect(classify("rcs", json)).toEqual(parked));
});

describe("classify(), Business Messages", () => {
  it.each<[string, string, object?]>([
    ["message", "message"],
    ["suggestionResponse", "message"],
    ["authenticationResponse", "message"],
    ["surveyResponse", "message"],
    ["userStatus", "event", { isTyping: false }],
    ["receipts", "receipt", BATCH],
  ])("knows %s", (member, kind, value = {}) => {
    expect(classify("business-messages", { ...MAYA, [member]: value })).toEqual({ kind, address: "c1" });
  });

  it.each([
    ["two contents", { ...MAYA, message: {}, receipts: BATCH }, UNKNOWN],
    ["no content", { ...MAYA, context: {} }, UNKNOWN],
    ["a content of a new kind", { ...MAYA, feedbackResponse: {} }, UNKNOWN],
    ["a content that is no object", { ...MAYA, message: "Hi" }, UNKNOWN],
    ["the names of every object's own", JSON.parse('{"conversationId":"c1","__proto__":{},"constructor":{}}'), UNKNOWN],
    ["a message in no conversation", { message: {} }, UNREADABLE],
  ])("parks %s", (_claim, json, parked) => expect(classify("business-messages", json)).toEqual(parked));
});

describe("classify()", () => {
  it.each([undefined, null, [], "text", 7])("parks %j, which is no object", (json) => {
    expect([classify("rcs", json), classify("business-messages", json)]).toEqual([UNREADABLE, UNREADABLE]);
  });
});
