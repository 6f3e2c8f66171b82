import { describe, expect, test } from "vitest";
import { businessMessagesUser, rcsUser } from "../../../simulator/phones/user.ts";

const TIME = "2026-11-20T10:15:14.384Z";
const clock = { now: () => new Date(TIME) };
const BANK = "bank@rbm.goog";
const CAFE = "brands/b/agents/a";
const OURS = "0b9f6d0e-6c59-4d0c-9c5e-3f7f6b2a1d44";
const RCS_ID = /^Mx[\w-]{22}$/;
const UPPER_UUID = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;

describe("rcsUser()", () => {
  const ada = rcsUser({ phone: "+447700900123", agent: "bank", clock });
  const event = { senderPhoneNumber: "+447700900123", eventId: expect.stringMatching(RCS_ID), sendTime: TIME };

  test("text() makes a message with a new id", () => {
    expect(ada.text("Hi")).toEqual({
      senderPhoneNumber: "+447700900123",
      messageId: expect.stringMatching(RCS_ID),
      sendTime: TIME,
      text: "Hi",
      agentId: BANK,
    });
  });

  test("text() takes an id", () => {
    expect(ada.text("Hi", "MxMine")).toMatchObject({ messageId: "MxMine" });
  });

  test("the agent's full name stays as it is", () => {
    expect(rcsUser({ phone: "+447700900123", agent: BANK, clock }).typing()).toMatchObject({ agentId: BANK });
  });

  test("typing() names no message", () => {
    expect(ada.typing()).toEqual({ ...event, eventType: "IS_TYPING", agentId: BANK });
  });

  test("delivered() and read() name the agent's message", () => {
    expect([ada.delivered(OURS), ada.read(OURS)]).toEqual([
      { ...event, eventType: "DELIVERED", messageId: OURS, agentId: BANK },
      { ...event, eventType: "READ", messageId: OURS, agentId: BANK },
    ]);
  });

  test("unsubscribed() and subscribed() name no message", () => {
    expect([ada.unsubscribed(), ada.subscribed()]).toEqual([
      { ...event, eventType: "UNSUBSCRIBE", agentId: BANK },
      { ...event, eventType: "SUBSCRIBE", agentId: BANK },
    ]);
  });

  test("file() has the URL, the type and the size", () => {
    const file = { url: "https://example.com/cake", type: "image/jpeg", bytes: 9 };
    expect(ada.file(file, "MxFile")).toEqual({
      senderPhoneNumber: "+447700900123",
      messageId: "MxFile",
      sendTime: TIME,
      userFile: { payload: { mimeType: "image/jpeg", fileSizeBytes: 9, fileUri: "https://example.com/cake" } },
      agentId: BANK,
    });
  });

  test("tap() names the suggestion, but not its message", () => {
    expect(ada.tap({ text: "Yes", postback: "yes", kind: "action", to: OURS, id: "MxTap" })).toEqual({
      senderPhoneNumber: "+447700900123",
      messageId: "MxTap",
      sendTime: TIME,
      suggestionResponse: { postbackData: "yes", text: "Yes", type: "ACTION" },
      agentId: BANK,
    });
  });
});

describe("businessMessagesUser()", () => {
  const maya = businessMessagesUser({ conversation: "c1", agent: CAFE, clock, context: { resolvedLocale: "en" } });
  const common = { sendTime: TIME, conversationId: "c1", agent: CAFE };
  const context = { resolvedLocale: "en" };

  test("text() has its id in the name and as request id", () => {
    expect(maya.text("Hi", "M1")).toEqual({
      ...common,
      context,
      message: { name: "conversations/c1/messages/M1", text: "Hi", createTime: TIME, messageId: "M1" },
      requestId: "M1",
    });
  });

  test("text() makes a new id in upper case", () => {
    expect(maya.text("Hi")).toMatchObject({ message: { messageId: expect.stringMatching(UPPER_UUID) } });
  });

  test("typing() and typingStopped() differ in isTyping", () => {
    expect([maya.typing(), maya.typingStopped()].map(({ userStatus }) => userStatus)).toEqual([
      { isTyping: true, createTime: TIME },
      { isTyping: false, createTime: TIME },
    ]);
  });

  test("delivered() and read() are batches of one, with a context and a request id as captured", () => {
    const receipts = (receiptType: string) => ({
      ...common,
      context,
      receipts: { receipts: [{ message: `conversations/c1/messages/${OURS}`, receiptType }], createTime: TIME },
      requestId: expect.stringMatching(UPPER_UUID),
    });
    expect([maya.delivered(OURS), maya.read(OURS)]).toEqual([receipts("DELIVERED"), receipts("READ")]);
  });

  test("delivered() and read() have neither in the bare form, as in the guides", () => {
    const maya = businessMessagesUser({ conversation: "c1", agent: CAFE, clock, form: "bare" });
    const receipts = (receiptType: string) => ({
      ...common,
      receipts: { receipts: [{ message: `conversations/c1/messages/${OURS}`, receiptType }], createTime: TIME },
    });
    expect([maya.delivered(OURS), maya.read(OURS)]).toEqual([receipts("DELIVERED"), receipts("READ")]);
  });

  test("receipts() puts many into one event", () => {
    const batch = maya.receipts([
      { messageId: "1", type: "delivered" },
      { messageId: "2", type: "read" },
    ]);
    expect(batch.receipts).toEqual({
      receipts: [
        { message: "conversations/c1/messages/1", receiptType: "DELIVERED" },
        { message: "conversations/c1/messages/2", receiptType: "READ" },
      ],
      createTime: TIME,
    });
  });

  test("tap() names the message with the suggestion", () => {
    expect(maya.tap({ text: "Hours", postback: "hours", to: OURS, id: "R1" })).toEqual({
      ...common,
      context,
      suggestionResponse: {
        message: `conversations/c1/messages/${OURS}`,
        postbackData: "hours",
        createTime: TIME,
        text: "Hours",
        type: "REPLY",
      },
      requestId: "R1",
    });
  });
});
