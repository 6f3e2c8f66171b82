import { describe, expect, it } from "vitest";
import { PermanentError } from "../../../../shared/base/errors.ts";
import { readBusinessMessages } from "../../../../shared/inbound/business-messages/business-messages.ts";

const RECEIVED = new Date("2024-05-16T12:00:00Z");
const createTime = "2024-05-14T10:31:11.250Z";
const sendTime = "2024-05-14T10:31:11.600Z";
const MAYA = { conversationId: "c1", sendTime };
const TEXT = { ...MAYA, message: { messageId: "M1", text: "Hi", createTime } };
const SURVEY = { ...MAYA, surveyResponse: { surveyQuestionId: "q", questionResponseText: "Yes", createTime } };

describe("dedupeKey(), as readBusinessMessages() asks for it", () => {
  it.each([
    ["requestId before messageId", { ...TEXT, requestId: "R1" }, "R1"],
    ["messageId where requestId is missing", TEXT, "M1"],
    ["messageId where requestId is empty", { ...TEXT, requestId: "" }, "M1"],
  ])("identifies a fact by %s", (_claim, json, id) => expect(read(json).id).toBe(id));

  it("derives the same key from the same content, whenever it is sent and received", () => {
    const again = { ...SURVEY, sendTime: "2024-05-15T10:31:11Z" };
    expect(readBusinessMessages({ value: again, path: "" }, new Date(0)).id).toBe(read(SURVEY).id);
  });

  it("derives the same key from the same receipts, whenever they are sent and in whatever order", () => {
    const one = { message: "conversations/c1/messages/1", receiptType: "READ" };
    const two = { message: "conversations/c1/messages/2", receiptType: "DELIVERED" };
    const batch = (receipts: readonly object[]) => ({ ...MAYA, receipts: { receipts, createTime } });
    const again = { ...batch([two, one]), sendTime: "2024-05-15T10:31:11Z" };
    expect(read(again).id).toBe(read(batch([one, two])).id);
    expect(read(batch([one])).id).not.toBe(read(batch([one, two])).id);
  });

  it.each([
    [
      "status by its time",
      { userStatus: { isTyping: true, createTime } },
      { userStatus: { isTyping: true, createTime: sendTime } },
    ],
    [
      "status by its flag",
      { userStatus: { isTyping: true, createTime } },
      { userStatus: { isTyping: false, createTime } },
    ],
    ["tap by its postback", tap("a"), tap("b")],
    ["sign-in by its code", { authenticationResponse: { code: "a" } }, { authenticationResponse: { code: "b" } }],
  ])("tells a %s, and knows it again", (_claim, one, other) => {
    const again = { ...MAYA, ...one, sendTime: "2024-05-15T10:31:11Z", context: { entryPoint: "URL" } };
    expect(read(again).id).toBe(read({ ...MAYA, ...one }).id);
    expect(read({ ...MAYA, ...other }).id).not.toBe(read({ ...MAYA, ...one }).id);
  });

  it("knows a refused sign-in by its request id, whatever its details", () => {
    const refused = (error: string) => ({
      ...MAYA,
      requestId: "R1",
      authenticationResponse: { errorDetails: { error } },
    });
    expect(read(refused("ACCESS_DENIED")).id).toBe(read(refused("SERVER_ERROR")).id);
  });

  it("takes the whole body, with the time it was sent, where no time of its own is told", () => {
    const refused = { ...MAYA, authenticationResponse: { errorDetails: { error: "ACCESS_DENIED" } } };
    expect(read({ ...refused }).id).toBe(read(refused).id);
    expect(read({ ...refused, sendTime: "2024-05-15T10:31:11Z" }).id).not.toBe(read(refused).id);
  });

  it("derives another key in another conversation", () => {
    expect(read({ ...SURVEY, conversationId: "c2" }).id).not.toBe(read(SURVEY).id);
  });

  it.each([
    ["question", { surveyQuestionId: "r", questionResponseText: "Yes", createTime }],
    ["survey", { survey: "conversations/c1/surveys/s2", surveyQuestionId: "q", createTime }],
    ["time", { surveyQuestionId: "q", questionResponseText: "Yes", createTime: sendTime }],
  ])("derives another key from another %s", (_claim, surveyResponse) => {
    expect(read({ ...MAYA, surveyResponse }).id).not.toBe(read(SURVEY).id);
  });

  it.each([
    ["createTime", TEXT, createTime],
    ["sendTime where createTime is missing", { ...MAYA, message: { messageId: "M1" } }, sendTime],
    ["sendTime where createTime is odd", { ...MAYA, message: { messageId: "M1", createTime: "today" } }, sendTime],
    [
      "sendTime where createTime is absurd",
      { ...MAYA, message: { messageId: "M1", createTime: "0000-01-01T00:00:00Z" } },
      sendTime,
    ],
    [
      "sendTime where createTime lies ahead",
      { ...MAYA, message: { messageId: "M1", createTime: "9999-12-31T23:59:59Z" } },
      sendTime,
    ],
    ["the time of receipt where sendTime is odd", { ...MAYA, sendTime: 7, message: { messageId: "M1" } }, RECEIVED],
    ["the time of receipt where both are missing", { conversationId: "c1", message: { messageId: "M1" } }, RECEIVED],
  ])("takes %s", (_claim, json, at) => expect(read(json).at).toEqual(new Date(at)));

  it.each([
    ["no conversation", { ...TEXT, conversationId: "" }, "conversationId"],
    ["a text that is none", { ...MAYA, message: { messageId: "M1", text: 7 } }, "message.text"],
    ["a status that says nothing", { ...MAYA, userStatus: {} }, "the body"],
    ["a status in other words", { ...MAYA, userStatus: { isTyping: "yes" } }, "userStatus.isTyping"],
    ["receipts that are no list", { ...MAYA, receipts: { receipts: {} } }, "the body"],
    ["a receipt for nothing", { ...MAYA, receipts: { receipts: [{ receiptType: "READ" }] } }, "receipts.receipts"],
    ["no known kind", MAYA, "the body"],
  ])("refuses %s and names the place", (_claim, json, place) => {
    expect(() => read(json)).toThrow(`Cannot read ${place}: `);
  });

  it("refuses for ever", () => expect(() => read({})).toThrow(PermanentError));
});

function tap(postbackData: string) {
  return { suggestionResponse: { postbackData, text: "Yes", createTime } };
}

function read(value: unknown) {
  return readBusinessMessages({ value, path: "" }, RECEIVED);
}
