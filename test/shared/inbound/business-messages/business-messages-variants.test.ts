import { describe, expect, it } from "vitest";
import { readBusinessMessages } from "../../../../shared/inbound/business-messages/business-messages.ts";

const RECEIVED = new Date("2024-05-16T12:00:00Z");
const createTime = "2024-05-14T10:31:11.250Z";
const sendTime = "2024-05-14T10:31:11.600Z";
const MAYA = { conversationId: "c1", sendTime };
const TEXT = { ...MAYA, message: { messageId: "M1", text: "Hi", createTime } };
const BUCKET = "https://storage.googleapis.com/business-messages-us/936640919331/jzsu6cdguNGsBhmGJGuLs1DS";
const SIGNED = "x-goog-algorithm=GOOG4-RSA-SHA256&x-goog-expires=604800&x-goog-signature=89dbf7";

describe("readBusinessMessages(), messages", () => {
  it.each([
    ["a signed URL of Google's", `${BUCKET}?${SIGNED}`],
    ["another region's bucket", `${BUCKET.replace("-us/", "-eu-west1/")}?${SIGNED}`],
    ["capitals in its parameters", `${BUCKET}?X-Goog-Expires=604800&X-Goog-Signature=89dbf7`],
  ])("takes for an image a text that is %s", (_claim, url) => {
    expect(said(url)).toEqual({ type: "file", file: { url } });
  });

  it.each([
    ["another host", `${BUCKET.replace("storage.googleapis.com", "storage.googleapis.com.example")}?${SIGNED}`],
    ["another bucket", `${BUCKET.replace("business-messages-us", "my-bucket")}?${SIGNED}`],
    ["no signature", `${BUCKET}?x-goog-expires=604800`],
    ["no expiry", `${BUCKET}?x-goog-signature=89dbf7`],
    ["no parameters", BUCKET],
    ["no encryption", `${BUCKET.replace("https", "http")}?${SIGNED}`],
    ["words before it", `look: ${BUCKET}?${SIGNED}`],
    ["words after it", `${BUCKET}?${SIGNED} look`],
    ["a line after it", `${BUCKET}?${SIGNED}\n`],
  ])("takes for a text a URL with %s", (_claim, text) => expect(said(text)).toEqual({ type: "text", text }));

  it.each([undefined, null, ""])("reads the text %j as empty", (text) => {
    expect(said(text)).toEqual({ type: "text", text: "" });
  });

  it("reads what Dialogflow made of a text", () => {
    expect(read({ ...TEXT, dialogflowResponse: { autoResponded: "true" } })).toMatchObject({
      dialogflow: { isAutoResponded: true },
    });
  });

  it.each([
    ["a member", { ...TEXT, somethingNew: { a: 1 } }],
    ["a member of the message", { ...MAYA, message: { ...TEXT.message, somethingNew: [] } }],
  ])("passes over %s that nobody knows", (_claim, json) => expect(read(json)).toEqual(read(TEXT)));

  it.each([
    ["context", "maps"],
    ["context", 7],
    ["dialogflowResponse", "hours"],
    ["dialogflowResponse", []],
  ])("passes over the %s %j", (key, odd) => expect(read({ ...TEXT, [key]: odd })).toEqual(read(TEXT)));

  it("never quotes an image's URL when it refuses the message", () => {
    expect(() => said([`${BUCKET}?${SIGNED}`])).toThrow(/^(?!.*googleapis)/);
  });

  it("reads no context where there is none", () => expect(read(TEXT)).not.toHaveProperty("context"));
});

describe("readBusinessMessages(), responses", () => {
  it.each([
    [{ type: "REPLY" }, "reply"],
    [{ suggestionType: "REPLY" }, "reply"],
    [{ suggestionType: "ACTION" }, "action"],
    [{ type: "", suggestionType: "ACTION" }, "action"],
    [{ type: "SUGGESTION_TYPE_UNSPECIFIED" }, "unknown"],
    [{ type: 7, suggestionType: "ACTION" }, "action"],
    [{ type: "constructor" }, "unknown"],
    [{}, "unknown"],
  ])("reads the suggestion %j as %s", (suggestionResponse, kind) => {
    expect(contentOf({ ...MAYA, suggestionResponse })).toEqual({ type: "suggestion", kind });
  });

  it("leaves out what a suggestion does not tell", () => {
    const suggestionResponse = { type: "REPLY", text: "", postbackData: "", message: "" };
    expect(contentOf({ ...MAYA, suggestionResponse })).toEqual({ type: "suggestion", kind: "reply" });
  });

  it("reads a tap without its odd details", () => {
    const suggestionResponse = { type: "REPLY", text: 7, postbackData: "p", message: "conversations/c1/messages/" };
    expect(contentOf({ ...MAYA, suggestionResponse })).toEqual({ type: "suggestion", kind: "reply", postback: "p" });
  });

  it.each([
    [{ code: "4/P7", redirectUri: "https://a" }, { redirectUri: "https://a" }],
    [{ code: "4/P7", redirect_uri: "https://a" }, { redirectUri: "https://a" }],
    [{ code: "4/P7", redirectUri: 7, redirect_uri: "https://a" }, { redirectUri: "https://a" }],
    [{ code: "4/P7" }, {}],
  ])("reads the sign-in %j", (authenticationResponse, expected) => {
    const content = { type: "authentication", code: "4/P7", ...expected };
    expect(contentOf({ ...MAYA, authenticationResponse })).toEqual(content);
  });

  it("takes a sign-in with an empty code for a failed one", () => {
    const authenticationResponse = { code: "", errorDetails: { error: "ACCESS_DENIED", errorDescription: "" } };
    const content = { type: "authentication-failed", error: "access-denied" };
    expect(contentOf({ ...MAYA, authenticationResponse })).toEqual(content);
  });

  it.each([
    {},
    { errorDetails: null },
    { errorDetails: "ACCESS_DENIED" },
    { errorDetails: { error: 7, errorDescription: {} } },
    { errorDetails: {} },
    { errorDetails: { error: "" } },
    { errorDetails: { error: "ERROR_UNSPECIFIED" } },
    { errorDetails: { error: "SOMETHING_NEW" } },
  ])("takes a sign-in of %j for failed without a reason", (authenticationResponse) => {
    const content = { type: "authentication-failed", error: "unknown" };
    expect(contentOf({ ...MAYA, authenticationResponse })).toEqual(content);
  });

  it.each([
    ["INVALID_REQUEST", "invalid-request"],
    ["ACCESS_DENIED", "access-denied"],
    ["UNAUTHORIZED_CLIENT", "unauthorized-client"],
    ["UNSUPPORTED_RESPONSE_TYPE", "unsupported-response-type"],
    ["INVALID_SCOPE", "invalid-scope"],
    ["SERVER_ERROR", "server-error"],
    ["TEMPORARILY_UNAVAILABLE", "temporarily-unavailable"],
  ])("reads the sign-in error %s as %s", (told, error) => {
    const authenticationResponse = { errorDetails: { error: told, errorDescription: "Why." } };
    const content = { type: "authentication-failed", error, description: "Why." };
    expect(contentOf({ ...MAYA, authenticationResponse })).toEqual(content);
  });
});

describe("readBusinessMessages(), statuses and receipts", () => {
  it.each([
    [{ isTyping: true }, { type: "typing", isTyping: true }],
    [{ isTyping: "true" }, { type: "typing", isTyping: true }],
    [{ isTyping: "false" }, { type: "typing", isTyping: false }],
    [
      { isTyping: true, requestedLiveAgent: "false" },
      { type: "typing", isTyping: true },
    ],
    [{ isTyping: false }, { type: "typing", isTyping: false }],
    [{ isTyping: false, requestedLiveAgent: "true" }, { type: "live-agent-requested" }],
    [{ requestedLiveAgent: true }, { type: "live-agent-requested" }],
    [{ requestedLiveAgent: false }, { type: "live-agent-withdrawn" }],
    [{ requestedLiveAgent: "false" }, { type: "live-agent-withdrawn" }],
    [{ requestedLiveAgent: "false", isTyping: "" }, { type: "live-agent-withdrawn" }],
  ])("reads the status %j", (userStatus, event) =>
    expect(read({ ...MAYA, userStatus })).toHaveProperty("event", event),
  );

  it.each([undefined, "R1"])("reads a batch of receipts with the request id %j", (requestId) => {
    const receipts = [
      { message: "conversations/c1/messages/1", receiptType: "DELIVERED" },
      { message: "conversations/c1/messages/1", receiptType: "READ" },
    ];
    expect(read({ ...MAYA, requestId, receipts: { receipts, createTime } })).toMatchObject({
      id: requestId ?? expect.stringMatching(/^[\w-]{43}$/),
      receipts: [
        { message: "1", type: "delivered", at: new Date(createTime) },
        { message: "1", type: "read", at: new Date(createTime) },
      ],
    });
  });

  it.each([
    ["an unknown type", "RECEIVED"],
    ["the type that is the default", "RECEIPT_TYPE_UNSPECIFIED"],
    ["no type, which is how a default is written", undefined],
  ])("keeps the other receipts of a batch with %s", (_claim, receiptType) => {
    const receipts = [
      { message: "conversations/c1/messages/1", receiptType },
      { message: "conversations/c1/messages/2", receiptType: "READ" },
    ];
    const fact = read({ ...MAYA, receipts: { receipts, createTime } });
    expect(fact).toHaveProperty("receipts", [{ message: "2", type: "read", at: new Date(createTime) }]);
  });

  it.each([
    ["tells nothing", {}],
    ["is none", null],
    ["is for nothing", { receiptType: "READ" }],
    ["is for what is no message", { message: "x".repeat(300), receiptType: "READ" }],
    ["is nested too deeply", { message: JSON.parse("[".repeat(20_000) + "]".repeat(20_000)), receiptType: "READ" }],
  ])("keeps the other receipts of a batch with one that %s", (_claim, odd) => {
    const receipts = [odd, { message: "conversations/c1/messages/2", receiptType: "READ" }];
    expect(read({ ...MAYA, receipts: { receipts, createTime } })).toHaveProperty("receipts.length", 1);
  });
});

function read(value: unknown) {
  return readBusinessMessages({ value, path: "" }, RECEIVED);
}

function said(text: unknown): unknown {
  return contentOf({ ...MAYA, message: { messageId: "M1", text, createTime } });
}

function contentOf(value: unknown): unknown {
  const fact = read(value);
  return fact.type === "message" ? fact.content : fact;
}
