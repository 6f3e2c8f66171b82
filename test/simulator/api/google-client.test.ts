import { businessmessages_v1 } from "businessmessages";
import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import { BOT, clock, conversation, ID } from "../../support/api-client.ts";

const parent = "conversations/c1";
const { conversations } = new businessmessages_v1.Businessmessages({});

/** Google's own client of Business Messages, as it was last published. */
describe.each(["observed", "documented"] as const)("platform, Google's client, contract as %s", (contract) => {
  const start = () => startPlatform({ clock, contract });

  test("sends a message, once", async () => {
    await using platform = await start();
    const send = () =>
      conversations.messages.create(
        { parent, requestBody: { messageId: ID, representative: BOT, text: "Hello" } },
        { rootUrl: platform.url },
      );
    expect(await send()).toMatchObject({ status: 200, data: { name: `${parent}/messages/${ID}`, text: "Hello" } });
    await expect(send()).rejects.toMatchObject({ status: 409 });
    expect(conversation(platform).messages).toMatchObject([{ id: ID, text: "Hello" }]);
  });

  test("creates an event", async () => {
    await using platform = await start();
    const requestBody = { eventType: "TYPING_STARTED", representative: BOT };
    await conversations.events.create({ parent, eventId: ID, requestBody }, { rootUrl: platform.url });
    expect(conversation(platform).isTyping).toBe(true);
  });

  test("updates a receipt", async () => {
    await using platform = await start();
    const name = `${parent}/messages/M1/receipt`;
    await conversations.messages.updateReceipt(
      { name, requestBody: { receiptType: "READ" } },
      { rootUrl: platform.url },
    );
    expect(conversation(platform).read).toEqual(["M1"]);
  });

  test("creates a survey without a body", async () => {
    await using platform = await start();
    await conversations.surveys.create({ parent, surveyId: ID }, { rootUrl: platform.url });
    expect(conversation(platform).surveys).toBe(1);
  });
});
