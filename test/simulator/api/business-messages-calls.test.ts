import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import {
  BOT,
  call,
  clock,
  conversation,
  eventInConversation,
  ID,
  refused,
  sayInConversation,
} from "../../support/api-client.ts";

describe("platform, calls of Business Messages", () => {
  test("a message is shown with its representative and answered with its resource", async () => {
    await using platform = await startPlatform({ clock });
    expect(await sayInConversation(platform, "any-id")).toMatchObject({
      status: 200,
      body: { name: "conversations/c1/messages/any-id", messageId: "any-id", representative: BOT, text: "Hello" },
    });
    expect(conversation(platform).messages).toEqual([
      { id: "any-id", text: "Hello", representative: { type: "BOT", displayName: "Harbour Cafe" } },
    ]);
  });

  test("an event is answered with its resource", async () => {
    await using platform = await startPlatform({ clock });
    expect(await eventInConversation(platform, "e1", "TYPING_STARTED")).toMatchObject({
      status: 200,
      body: { name: "conversations/c1/events/e1", eventType: "TYPING_STARTED", representative: BOT },
    });
  });

  test("typing ends when it is stopped", async () => {
    await using platform = await startPlatform({ clock });
    await eventInConversation(platform, "e1", "TYPING_STARTED");
    const before = conversation(platform).isTyping;
    await eventInConversation(platform, "e2", "TYPING_STOPPED");
    expect([before, conversation(platform).isTyping]).toEqual([true, false]);
  });

  test("typing ends with a message", async () => {
    await using platform = await startPlatform({ clock });
    await eventInConversation(platform, "e1", "TYPING_STARTED");
    await sayInConversation(platform, "m1");
    expect(conversation(platform)).toMatchObject({ isTyping: false, typingStarts: 1 });
  });

  test("a representative joins and leaves", async () => {
    await using platform = await startPlatform({ clock });
    await eventInConversation(platform, "e1", "REPRESENTATIVE_JOINED");
    const before = conversation(platform).hasRepresentative;
    await eventInConversation(platform, "e2", "REPRESENTATIVE_LEFT");
    expect([before, conversation(platform).hasRepresentative]).toEqual([true, false]);
  });

  test("a receipt marks the user's message and may be repeated", async () => {
    await using platform = await startPlatform({ clock });
    const path = "/v1/conversations/c1/messages/M%201/receipt";
    const receipt = { name: "conversations/c1/messages/M 1/receipt", receiptType: "READ" };
    const answers = [1, 2].map(() => call(platform, ["PATCH", path], { receiptType: "READ" }));
    expect(await Promise.all(answers)).toMatchObject([{ status: 200, body: receipt }, { status: 200 }]);
    expect(conversation(platform).read).toEqual(["M 1"]);
  });

  test("a repeated id exists already, counted apart for messages and events", async () => {
    await using platform = await startPlatform({ clock });
    await sayInConversation(platform, ID);
    expect(await eventInConversation(platform, ID, "TYPING_STARTED")).toMatchObject({ status: 200 });
    expect([
      await sayInConversation(platform, ID, "again"),
      await eventInConversation(platform, ID, "TYPING_STOPPED"),
    ]).toMatchObject([refused(409, "ALREADY_EXISTS"), refused(409, "ALREADY_EXISTS")]);
    expect(conversation(platform)).toMatchObject({ messages: [{ text: "Hello" }], isTyping: true });
  });

  const message = { messageId: ID, representative: BOT, text: "Hello" };
  const messages = ["POST", "/v1/conversations/c1/messages"] as const;
  const { representative: _, ...anonymous } = message;
  test.each([
    ["a message without an id", messages, { ...message, messageId: "" }],
    ["a message without a representative", messages, anonymous],
    ["a representative of no kind", messages, { ...message, representative: { displayName: "Cafe" } }],
    ["a long text", messages, { ...message, text: "x".repeat(3073) }],
    ["an event without an id", ["POST", "/v1/conversations/c1/events"], { eventType: "TYPING_STARTED" }],
    ["an unknown event", ["POST", "/v1/conversations/c1/events?eventId=1"], { eventType: "IS_TYPING" }],
    ["a receipt of delivery", ["PATCH", "/v1/conversations/c1/messages/1/receipt"], { receiptType: "DELIVERED" }],
  ] as const)("refuses %s", async (_name, target, body) => {
    await using platform = await startPlatform({ clock });
    expect(await call(platform, target, body)).toMatchObject(refused(400, "INVALID_ARGUMENT"));
  });
});
