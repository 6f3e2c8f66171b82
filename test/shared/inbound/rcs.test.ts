import { describe, expect, it } from "vitest";
import { PermanentError } from "../../../shared/base/errors.ts";
import { readRcs } from "../../../shared/inbound/rcs.ts";
import { unwrap } from "../../../shared/webhook/unwrap.ts";
import { fixture, readFixtures } from "../../support/fixtures.ts";
import { ADA, FACTS, OURS, RECEIVED } from "../../support/rcs-facts.ts";

const TEXT = { senderPhoneNumber: ADA, messageId: "M1", sendTime: "2026-11-20T10:15:14Z", text: "Hi" };
const { text: _, ...SAID } = TEXT;
const EVENT = { senderPhoneNumber: ADA, eventId: "E1" };
const EXPIRY = { phoneNumber: ADA, eventId: "E1", messageId: OURS };

describe("readRcs()", () => {
  it.each(readFixtures().filter(({ channel }) => channel === "rcs"))("reads the recorded $name", ({ name, body }) => {
    expect(readRcs({ value: unwrap("rcs", body).json, path: "" }, RECEIVED)).toEqual(FACTS[name]);
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
    expect(launch).toHaveProperty("event", { type: "launch", to: "suspended" });
  });

  it.each([
    ["UNSPECIFIED", "unspecified"],
    ["PENDING", "pending"],
    ["LAUNCHED", "launched"],
    ["REJECTED", "rejected"],
    ["SUSPENDED", "suspended"],
    ["UNLAUNCHED", "unlaunched"],
    ["LAUNCH_STATE_UNSPECIFIED", "unspecified"],
    ["SOMETHING_NEW", "unknown"],
  ])("reads the launch state %s as %s", (newLaunchState, to) => {
    expect(read({ eventId: "E1", newLaunchState })).toHaveProperty("event", { type: "launch", to });
  });

  it("keeps the brand and the comment of a launch, and nobody's e-mail address", () => {
    const told = {
      newLaunchState: "REJECTED",
      brandId: "b1",
      comment: "No opt-in",
      actingParty: "eve@carrier.example",
    };
    const event = { type: "launch", to: "rejected", brand: "b1", comment: "No opt-in" };
    expect(read({ eventId: "E1", ...told })).toHaveProperty("event", event);
  });

  it.each([
    ["RICH_MESSAGE", "2", { type: "rich", segments: 2 }],
    ["RICH_MEDIA_MESSAGE", undefined, { type: "rich-media" }],
    ["SUGGESTED_ACTION_CLICK", undefined, { type: "suggested-action" }],
    ["SOMETHING_NEW", 1, { type: "unknown", segments: 1 }],
    [undefined, undefined, { type: "unknown" }],
  ])("reads how a carrier counts %s", (classificationType, segmentCount, billing) => {
    const richMessageClassification = { classificationType, segmentCount };
    expect(read({ ...TEXT, carrier: "T", richMessageClassification })).toMatchObject({ carrier: "T", billing });
  });

  it.each([
    ["a carrier", { carrier: { name: "T" } }, {}],
    ["a way to count", { richMessageClassification: "RICH_MESSAGE" }, {}],
    [
      "a count of segments",
      { richMessageClassification: { classificationType: "RICH_MESSAGE", segmentCount: "many" } },
      { billing: { type: "rich" } },
    ],
    [
      "a word for how to count",
      { richMessageClassification: { classificationType: 1 } },
      { billing: { type: "unknown" } },
    ],
  ])("passes over %s that is odd", (_claim, odd, expected) => {
    expect(read({ ...TEXT, ...odd })).toEqual({ ...read(TEXT), ...expected });
  });

  it.each([
    { mimeType: 7, fileSizeBytes: "large", fileName: ["a"] },
    { mimeType: null, fileSizeBytes: {}, fileName: {} },
  ])("reads a file without its odd details %j", (odd) => {
    const userFile = { payload: { fileUri: "https://a", ...odd }, thumbnail: { fileUri: 7 } };
    expect(contentOf({ ...SAID, userFile })).toEqual({ type: "file", file: { url: "https://a" } });
  });

  it("reads a tap without its odd label", () => {
    const suggestionResponse = { postbackData: "p", text: ["Yes"], type: 7 };
    const content = { type: "suggestion", kind: "unknown", postback: "p" };
    expect(contentOf({ ...SAID, suggestionResponse })).toEqual(content);
  });

  it("reads a launch without its odd details", () => {
    const odd = { oldLaunchState: 7, regionId: [], brandId: {}, comment: 7 };
    const launch = read({ eventId: "E1", newLaunchState: "LAUNCHED", ...odd });
    expect(launch).toHaveProperty("event", { type: "launch", to: "launched" });
  });

  it("reads a tap that has only an eventId", () => {
    const suggestionResponse = { postbackData: "p", type: "ACTION" };
    const fact = read({ senderPhoneNumber: ADA, eventId: "E1", suggestionResponse });
    expect(fact).toEqual({
      type: "message",
      id: "E1",
      address: ADA,
      at: RECEIVED,
      isEstimated: true,
      content: { type: "suggestion", kind: "action", postback: "p" },
    });
  });

  it("passes over members that nobody knows", () => {
    expect(read({ ...TEXT, sticker: {}, userFile: null, eventType: "" })).toEqual(read(TEXT));
  });

  it.each([
    ["no user", { ...TEXT, senderPhoneNumber: undefined }, "senderPhoneNumber"],
    ["a text that is none", { ...TEXT, text: { a: 1 } }, "the body"],
    ["no content", SAID, "the body"],
    ["a file without its URL", { ...SAID, userFile: { payload: {} } }, "userFile.payload.fileUri"],
    ["a file without itself", { ...SAID, userFile: {} }, "userFile.payload"],
    [
      "a postback that is none",
      { ...SAID, suggestionResponse: { postbackData: 7 } },
      "suggestionResponse.postbackData",
    ],
    ["a latitude that is none", { ...SAID, location: { latitude: "north" } }, "location.latitude"],
    ["a receipt for no message", { ...EVENT, eventType: "READ" }, "messageId"],
    ["an unknown event", { ...EVENT, eventType: "WAVED" }, "the body"],
    ["an event named like every object's own", { ...EVENT, eventType: "constructor" }, "the body"],
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
