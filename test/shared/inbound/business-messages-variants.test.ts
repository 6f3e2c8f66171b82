import { describe, expect, it } from "vitest";
import { readBusinessMessages } from "../../../shared/inbound/business-messages.ts";

const RECEIVED = new Date("2026-11-20T12:00:00Z");
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

  it.each([
    [undefined, false],
    [{}, false],
    [{ autoResponded: false }, false],
    [{ autoResponded: "false" }, false],
    [{ autoResponded: true }, true],
    [{ autoResponded: "true" }, true],
  ])("reads from %j whether Google has answered: %s", (dialogflowResponse, isAutoResponded) => {
    expect(read({ ...TEXT, dialogflowResponse })).toMatchObject({ isAutoResponded });
  });

  it.each([
    [{ resolvedLocale: "en", userInfo: { userDeviceLocale: "en-GB" } }, { locale: "en" }],
    [{ resolvedLocale: "", userInfo: { userDeviceLocale: "en-GB" } }, { locale: "en-GB" }],
    [{ placeId: "", entryPoint: "", customContext: "", userInfo: { displayName: "" }, widget: { url: "" } }, {}],
    [{ entryPoint: "SOMETHING_NEW", userInfo: null, widget: null }, { entryPoint: "SOMETHING_NEW" }],
  ])("reads the context %j", (context, expected) =>
    expect(read({ ...TEXT, context })).toHaveProperty("context", expected),
  );

  it("reads no context where there is none", () => expect(read(TEXT)).not.toHaveProperty("context"));
});

describe("readBusinessMessages(), responses", () => {
  it.each([
    [{ type: "REPLY" }, "reply"],
    [{ suggestionType: "REPLY" }, "reply"],
    [{ suggestionType: "ACTION" }, "action"],
    [{ type: "", suggestionType: "ACTION" }, "action"],
    [{ type: "SUGGESTION_TYPE_UNSPECIFIED" }, "unknown"],
    [{ type: "constructor" }, "unknown"],
    [{}, "unknown"],
  ])("reads the suggestion %j as %s", (suggestionResponse, kind) => {
    expect(contentOf({ ...MAYA, suggestionResponse })).toEqual({ type: "suggestion", kind });
  });

  it("leaves out what a suggestion does not tell", () => {
    const suggestionResponse = { type: "REPLY", text: "", postbackData: "", message: "" };
    expect(contentOf({ ...MAYA, suggestionResponse })).toEqual({ type: "suggestion", kind: "reply" });
  });

  it.each([
    [{ code: "4/P7", redirectUri: "https://a" }, { redirectUri: "https://a" }],
    [{ code: "4/P7", redirect_uri: "https://a" }, { redirectUri: "https://a" }],
    [{ code: "4/P7" }, {}],
  ])("reads the sign-in %j", (authenticationResponse, expected) => {
    const content = { type: "authentication", code: "4/P7", ...expected };
    expect(contentOf({ ...MAYA, authenticationResponse })).toEqual(content);
  });

  it("takes a sign-in with an empty code for a failed one", () => {
    const authenticationResponse = { code: "", errorDetails: { error: "ACCESS_DENIED", errorDescription: "" } };
    const content = { type: "authentication-failed", error: "ACCESS_DENIED" };
    expect(contentOf({ ...MAYA, authenticationResponse })).toEqual(content);
  });

  it.each([{}, { errorDetails: null }, { errorDetails: {} }, { errorDetails: { error: "" } }])(
    "takes a sign-in of %j for failed without a reason",
    (authenticationResponse) => {
      const content = { type: "authentication-failed", error: "ERROR_UNSPECIFIED" };
      expect(contentOf({ ...MAYA, authenticationResponse })).toEqual(content);
    },
  );

  it.each([
    [
      { rating: "VERY_SATISFIED", feedback: "Good" },
      { rating: "VERY_SATISFIED", text: "Good" },
    ],
    [
      { questionIndex: "1", totalQuestionCount: "3" },
      { index: 1, count: 3 },
    ],
    [{ survey: "", surveyQuestionId: "", questionResponseText: "" }, {}],
  ])("reads the survey answer %j", (surveyResponse, expected) => {
    expect(contentOf({ ...MAYA, surveyResponse })).toEqual({ type: "survey", ...expected });
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
    [{ isTyping: false, requestedLiveAgent: "true" }, { type: "live-agent-requested" }],
  ])("reads the status %j", (userStatus, event) =>
    expect(read({ ...MAYA, userStatus })).toHaveProperty("event", event),
  );

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
