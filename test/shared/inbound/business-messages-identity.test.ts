import { describe, expect, it } from "vitest";
import { PermanentError } from "../../../shared/base/errors.ts";
import { readBusinessMessages } from "../../../shared/inbound/business-messages.ts";

const RECEIVED = new Date("2026-11-20T12:00:00Z");
const createTime = "2024-05-14T10:31:11.250Z";
const sendTime = "2024-05-14T10:31:11.600Z";
const MAYA = { conversationId: "c1", sendTime };
const TEXT = { ...MAYA, message: { messageId: "M1", text: "Hi", createTime } };
const SURVEY = { ...MAYA, surveyResponse: { surveyQuestionId: "q", questionResponseText: "Yes", createTime } };

describe("readBusinessMessages(), identity and time", () => {
  it.each([
    ["requestId before messageId", { ...TEXT, requestId: "R1" }, "R1"],
    ["messageId where requestId is missing", TEXT, "M1"],
    ["messageId where requestId is empty", { ...TEXT, requestId: "" }, "M1"],
  ])("identifies a fact by %s", (_claim, json, id) => expect(read(json).id).toBe(id));

  it("derives the same key from the same content, whenever it is sent and received", () => {
    const again = { ...SURVEY, sendTime: "2024-05-15T10:31:11Z" };
    expect(readBusinessMessages({ value: again, path: "" }, new Date(0)).id).toBe(read(SURVEY).id);
  });

  it("derives the same key from the same receipts, whenever they are sent", () => {
    const batch = {
      receipts: { receipts: [{ message: "conversations/c1/messages/1", receiptType: "READ" }], createTime },
    };
    expect(read({ ...MAYA, ...batch, sendTime: "2024-05-15T10:31:11Z" }).id).toBe(read({ ...MAYA, ...batch }).id);
  });

  it.each([
    ["question", { surveyQuestionId: "r", questionResponseText: "Yes", createTime }],
    ["answer", { surveyQuestionId: "q", questionResponseText: "No", createTime }],
    ["time", { surveyQuestionId: "q", questionResponseText: "Yes", createTime: sendTime }],
  ])("derives another key from another %s", (_claim, surveyResponse) => {
    expect(read({ ...MAYA, surveyResponse }).id).not.toBe(read(SURVEY).id);
  });

  it.each([
    ["createTime", TEXT, createTime],
    ["sendTime where createTime is missing", { ...MAYA, message: { messageId: "M1" } }, sendTime],
    ["sendTime where createTime is odd", { ...MAYA, message: { messageId: "M1", createTime: "today" } }, sendTime],
    ["the time of receipt where sendTime is odd", { ...MAYA, sendTime: 7, message: { messageId: "M1" } }, RECEIVED],
    ["the time of receipt where both are missing", { conversationId: "c1", message: { messageId: "M1" } }, RECEIVED],
  ])("takes %s", (_claim, json, at) => expect(read(json).at).toEqual(new Date(at)));

  it.each([
    ["no conversation", { ...TEXT, conversationId: "" }, "conversationId"],
    ["a message without an id", { ...MAYA, message: { text: "Hi" } }, "message.messageId"],
    ["a text that is none", { ...MAYA, message: { messageId: "M1", text: 7 } }, "message.text"],
    ["a status that says nothing", { ...MAYA, userStatus: {} }, "userStatus.isTyping"],
    ["a status in other words", { ...MAYA, userStatus: { isTyping: "yes" } }, "userStatus.isTyping"],
    ["receipts that are no list", { ...MAYA, receipts: { receipts: {} } }, "receipts.receipts"],
    ["a receipt for nothing", { ...MAYA, receipts: { receipts: [{}] } }, "receipts.receipts[0].message"],
    ["no known kind", MAYA, "the body"],
  ])("refuses %s and names the place", (_claim, json, place) => {
    expect(() => read(json)).toThrow(`Cannot read ${place}: `);
  });

  it("refuses for ever", () => expect(() => read({})).toThrow(PermanentError));
});

function read(value: unknown) {
  return readBusinessMessages({ value, path: "" }, RECEIVED);
}
