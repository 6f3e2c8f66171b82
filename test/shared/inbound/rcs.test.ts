import { describe, expect, it } from "vitest";
import { PermanentError } from "../../../shared/base/errors.ts";
import { readRcs } from "../../../shared/inbound/rcs.ts";
import { open } from "../../../shared/webhook/open.ts";
import { fixture, readFixtures } from "../../fixtures.ts";

const RECEIVED = new Date("2026-11-20T12:00:00Z");
const ADA = "+447700900123";
const OURS = "0b9f6d0e-6c59-4d0c-9c5e-3f7f6b2a1d44";
const FILES = "https://rcs-user-content-us.storage.googleapis.com/00000000-0000-4000-8000-000000000001";

const asked = { address: ADA, at: new Date("2026-11-20T10:15:14.384Z") };
const told = { address: ADA, at: new Date("2026-11-20T10:16:02.118Z") };
const image = { mimeType: "image/jpeg" };

const FACTS: Readonly<Record<string, object>> = {
  "agent-launch-launched": {
    type: "event",
    id: "growing_tree_bank_x1y2z3w4_agent/0a7ed168-676e-4a56-b422-b234340000bb",
    address: "",
    at: new Date("2026-11-20T09:00:19.386Z"),
    event: { type: "launch", from: "PENDING", to: "LAUNCHED", region: "/v1/regions/fi-rcs" },
  },
  "event-delivered": {
    ...told,
    type: "receipt",
    id: "MxE9rB2sT7QyO0pLkHd6VfNw",
    receipts: [{ message: OURS, type: "delivered", at: told.at }],
  },
  "event-is-typing": {
    ...told,
    type: "event",
    id: "MxTyping0000000000000001K",
    event: { type: "typing", isTyping: true },
  },
  "event-read": {
    ...told,
    type: "receipt",
    id: "MxRead00000000000000001Jj",
    receipts: [{ message: OURS, type: "read", at: told.at }],
  },
  "event-subscribe": { ...told, type: "event", id: "MxSub000000000000000001Mm", event: { type: "subscribed" } },
  "event-unsubscribe": { ...told, type: "event", id: "MxUnsub00000000000000001L", event: { type: "unsubscribed" } },
  "server-ttl-expiration-revoked": {
    type: "event",
    id: "6d5a0a46-6f0b-4c2e-8a24-7e1b8c1d0f01",
    address: ADA,
    at: new Date("2026-11-20T10:30:00.204Z"),
    event: { type: "expired", message: OURS, isRevoked: true },
  },
  "suggestion-action": {
    ...message("MxAction00000000000001Fff"),
    address: "+12025550123",
    at: new Date("2026-11-20T10:18:20.041Z"),
    content: { type: "suggestion", kind: "action", postback: "postback_data_1234", text: "Share your location" },
  },
  "suggestion-reply": {
    ...message("MxReply0000000000001Dddd"),
    content: { type: "suggestion", kind: "reply", postback: "order.track#A1729", text: "Track order" },
  },
  "user-file-image": {
    ...message("MxFile0image0000000001Aa"),
    content: {
      type: "file",
      file: { ...image, url: `${FILES}/payloadexample0001`, sizeBytes: 127806, name: "IMG_0042.jpg" },
      thumbnail: { ...image, url: `${FILES}/thumbexample0001`, sizeBytes: 1280, name: "IMG_0042_thumb.jpg" },
    },
  },
  "user-location": {
    ...message("MxLocation00000000001Ccc"),
    content: { type: "location", latitude: 37.422, longitude: -122.084056 },
  },
  "user-text": {
    ...message("MxIgT4pWCQu2tH9hMkSTljQa"),
    content: { type: "text", text: "Hi, is the branch open today?" },
  },
  "user-text-event-form": {
    type: "message",
    id: "MxTxtEvt000000000001Hhhh",
    address: ADA,
    at: RECEIVED,
    content: { type: "text", text: "Hi" },
  },
  "user-text-stop-keyword": {
    ...message("MxStopKeyword0000000001a"),
    at: new Date("2026-11-20T10:20:00.001Z"),
    content: { type: "text", text: "STOP" },
  },
};

const TEXT = { senderPhoneNumber: ADA, messageId: "M1", sendTime: "2026-11-20T10:15:14Z", text: "Hi" };
const { text: _, ...SAID } = TEXT;
const EVENT = { senderPhoneNumber: ADA, eventId: "E1" };
const EXPIRY = { phoneNumber: ADA, eventId: "E1", messageId: OURS };

describe("readRcs()", () => {
  it.each(readFixtures().filter(({ channel }) => channel === "rcs"))("reads the recorded $name", ({ name, body }) => {
    expect(readRcs({ value: open("rcs", body).json, path: "" }, RECEIVED)).toEqual(FACTS[name]);
  });

  it.each([
    ["2026-11-20T10:15:14Z", "2026-11-20T10:15:14.000Z"],
    ["2026-11-20T10:15:14.384Z", "2026-11-20T10:15:14.384Z"],
    ["2026-11-20T10:15:14.384963Z", "2026-11-20T10:15:14.384Z"],
    ["2026-11-20T10:15:14.384963999Z", "2026-11-20T10:15:14.384Z"],
    ["2026-11-20T12:15:14+02:00", "2026-11-20T10:15:14.000Z"],
  ])("reads the time %s", (sendTime, expected) => {
    expect(read({ ...TEXT, sendTime }).at).toEqual(new Date(expected));
  });

  it.each([undefined, null, "", "today", 7])("takes the time of receipt where sendTime is %j", (sendTime) => {
    expect(read({ ...TEXT, sendTime }).at).toEqual(RECEIVED);
  });

  it("identifies a message by its messageId before its eventId", () => {
    expect(read({ ...TEXT, eventId: "E1" })).toMatchObject({ id: "M1", message: "M1" });
  });

  it.each([
    ["no latitude", { longitude: 2.5 }, { latitude: 0, longitude: 2.5 }],
    ["no longitude", { latitude: 2.5 }, { latitude: 2.5, longitude: 0 }],
    ["no coordinates", {}, { latitude: 0, longitude: 0 }],
    ["coordinates as texts", { latitude: "37.422", longitude: "-122.08" }, { latitude: 37.422, longitude: -122.08 }],
  ])("reads a location with %s", (_claim, location, expected) => {
    expect(contentOf({ ...SAID, location })).toEqual({ type: "location", ...expected });
  });

  it.each([
    ["nothing but its URL", { fileUri: "https://a" }, { url: "https://a" }],
    ["empty texts", { fileUri: "https://a", mimeType: "", fileName: "" }, { url: "https://a" }],
    ["its size as a text", { fileUri: "https://a", fileSizeBytes: "127806" }, { url: "https://a", sizeBytes: 127806 }],
  ])("reads a file with %s", (_claim, payload, file) => {
    expect(contentOf({ ...SAID, userFile: { payload } })).toEqual({ type: "file", file });
  });

  it.each([
    ["nothing", {}, { kind: "unknown" }],
    ["empty texts", { postbackData: "", text: "", type: "" }, { kind: "unknown" }],
    ["an unknown type", { postbackData: "p", type: "SWIPE" }, { kind: "unknown", postback: "p" }],
    ["a postback in base64", { postbackData: "aGk=", type: "REPLY" }, { kind: "reply", postback: "aGk=" }],
  ])("reads a suggestion with %s", (_claim, suggestionResponse, expected) => {
    expect(contentOf({ ...SAID, suggestionResponse })).toEqual({ type: "suggestion", ...expected });
  });

  it.each([
    ["TTL_EXPIRATION_REVOKED", true],
    ["TTL_EXPIRATION_REVOKE_FAILED", false],
    ["TTL_EXPIRATION_SOMETHING_NEW", false],
  ])("reads of %s whether it is revoked: %s", (eventType, isRevoked) => {
    expect(read({ ...EXPIRY, eventType })).toMatchObject({ event: { type: "expired", message: OURS, isRevoked } });
  });

  it("reads a launch that tells only the new state", () => {
    const launch = read({ eventId: "E1", newLaunchState: "SUSPENDED", oldLaunchState: "", regionId: null });
    expect(launch).toHaveProperty("event", { type: "launch", to: "SUSPENDED" });
  });

  it.each([
    ["no user", { ...TEXT, senderPhoneNumber: undefined }, "senderPhoneNumber"],
    ["neither of the ids", { ...TEXT, messageId: "" }, "eventId"],
    ["a text that is none", { ...TEXT, text: { a: 1 } }, "text"],
    ["no content", SAID, "suggestionResponse"],
    ["a file without its URL", { ...SAID, userFile: { payload: {} } }, "userFile.payload.fileUri"],
    ["a file without itself", { ...SAID, userFile: {} }, "userFile.payload"],
    ["a latitude that is none", { ...SAID, location: { latitude: "north" } }, "location.latitude"],
    ["a receipt for no message", { ...EVENT, eventType: "READ" }, "messageId"],
    ["an event without an id", { ...EVENT, eventId: undefined, eventType: "IS_TYPING" }, "eventId"],
    ["an unknown event", { ...EVENT, eventType: "WAVED" }, "eventType"],
    ["an event named like every object's own", { ...EVENT, eventType: "constructor" }, "eventType"],
  ])("refuses %s and names the place", (_claim, json, place) => {
    expect(() => read(json)).toThrow(`Cannot read ${place}: `);
  });

  it("refuses for ever", () => expect(() => read({})).toThrow(PermanentError));

  it("finds every fixture it has a fact for", () => {
    expect(Object.keys(FACTS).map((name) => fixture("rcs", name).name)).toEqual(Object.keys(FACTS));
  });
});

function read(value: unknown) {
  return readRcs({ value, path: "" }, RECEIVED);
}

function contentOf(value: unknown): unknown {
  const fact = read(value);
  return fact.type === "message" ? fact.content : fact;
}

function message(id: string) {
  return { ...asked, type: "message", id, message: id };
}
