import { describe, expect, test } from "vitest";
import type { PhoneProfile } from "../../../simulator/state/phone-profile.ts";
import { BOT, call, conversation, ID, PHONE, rcsPath, rcsPhone, say } from "../../support/api-client.ts";
import { setUpPlatform } from "../../support/platform-setup.ts";

async function start() {
  const setup = await setUpPlatform({ conversations: { c1: "brands/b/agents/a" } });
  return { ...setup, types: () => setup.receiver.received.map(({ event }) => event.eventType) };
}

const YES = { reply: { text: "Yes", postbackData: "yes" } };

describe("platform, receipts", () => {
  test("DELIVERED and READ come after their delays, signed", async () => {
    await using setup = await start();
    const { clock, platform, receiver } = setup;
    await platform.setPhone("rcs", PHONE, { autoReceipts: { deliveredAfterMs: 500, readAfterMs: 700 } });
    await say(platform, ID);
    await clock.advance(499);
    const before = { shown: rcsPhone(platform).messages.length, told: receiver.received.length };
    await clock.advance(1);
    const delivered = setup.types();
    await clock.advance(700);
    expect({ before, delivered, all: setup.types() }).toEqual({
      before: { shown: 0, told: 0 },
      delivered: ["DELIVERED"],
      all: ["DELIVERED", "READ"],
    });
    expect(receiver.received).toMatchObject([{ isSigned: true, event: { messageId: ID } }, { isSigned: true }]);
  });

  test("a phone that is offline when its message is due shows it when it is online again", async () => {
    await using setup = await start();
    const { clock, platform } = setup;
    const online = { autoReceipts: { deliveredAfterMs: 500 } };
    await platform.setPhone("rcs", PHONE, online);
    await say(platform, ID);
    await platform.setPhone("rcs", PHONE, { ...online, reach: "offline" });
    await clock.advance(500);
    const away = { shown: rcsPhone(platform).messages.length, told: setup.types() };
    await platform.setPhone("rcs", PHONE, online);
    expect({ away, back: rcsPhone(platform).messages, told: setup.types() }).toEqual({
      away: { shown: 0, told: [] },
      back: [{ id: ID, text: "Hello" }],
      told: ["DELIVERED"],
    });
  });

  test("READ never comes when it is switched off", async () => {
    await using setup = await start();
    await setup.platform.setPhone("rcs", PHONE, { autoReceipts: { deliveredAfterMs: 500 } });
    await say(setup.platform, ID);
    await setup.clock.advance(86_400_000);
    expect(setup.types()).toEqual(["DELIVERED"]);
  });

  test("a user types, taps and answers", async () => {
    await using setup = await start();
    const { clock, platform, receiver } = setup;
    const profile = { typingAfterMs: 10, autoTap: { afterMs: 20 }, autoReply: { afterMs: 30, text: "Thanks" } };
    await platform.setPhone("rcs", PHONE, profile);
    const body = { contentMessage: { text: "Hi", suggestions: [YES] } };
    await call(platform, ["POST", rcsPath(`agentMessages?messageId=${ID}&agentId=bank`)], body);
    await clock.advance(30);
    expect(receiver.received.map(({ event }) => event)).toMatchObject([
      { eventType: "IS_TYPING", agentId: "bank@rbm.goog" },
      { suggestionResponse: { postbackData: "yes", text: "Yes", type: "REPLY" } },
      { text: "Thanks", senderPhoneNumber: PHONE },
    ]);
  });

  test("a user of Business Messages does the same, with a locale", async () => {
    await using setup = await start();
    const { clock, platform, receiver } = setup;
    const autoReceipts = { deliveredAfterMs: 0 };
    await platform.setPhone("business-messages", "c1", { locale: "pt-BR", autoReceipts, autoTap: { afterMs: 20 } });
    const message = { messageId: "m1", representative: BOT, text: "Hi", suggestions: [YES] };
    await call(platform, ["POST", "/v1/conversations/c1/messages"], message);
    await platform.idle();
    await clock.advance(20);
    expect(receiver.received.map(({ event }) => event)).toMatchObject([
      { receipts: { receipts: [{ receiptType: "DELIVERED" }] }, agent: "brands/b/agents/a" },
      { suggestionResponse: { message: "conversations/c1/messages/m1" }, context: { resolvedLocale: "pt-BR" } },
    ]);
    expect(conversation(platform).messages).toMatchObject([{ id: "m1" }]);
  });

  test("a user who was silent for 30 days cannot be written to", async () => {
    await using setup = await start();
    const { clock, platform } = setup;
    const event = { conversationId: "c1", agent: "brands/b/agents/a", message: { text: "Hi" } };
    const write = (messageId: string) =>
      call(platform, ["POST", "/v1/conversations/c1/messages"], { messageId, representative: BOT, text: "Hi" });
    await platform.send("business-messages", event);
    await clock.advance(30 * 86_400_000);
    const before = await write("m1");
    await clock.advance(1);
    expect([before.status, (await write("m2")).status]).toEqual([200, 403]);
  });
});

describe("platform, time to live", () => {
  const sendForTenSeconds = (setup: Awaited<ReturnType<typeof start>>) =>
    call(setup.platform, ["POST", rcsPath(`agentMessages?messageId=${ID}&agentId=bank`)], {
      contentMessage: { text: "Hi" },
      ttl: "10s",
    });
  const receipts = { autoReceipts: { deliveredAfterMs: 20_000 } };
  const revoked = "TTL_EXPIRATION_REVOKED";
  const failed = "TTL_EXPIRATION_REVOKE_FAILED";

  test.each<[string, PhoneProfile, readonly string[], number]>([
    ["delivered before", { autoReceipts: { deliveredAfterMs: 9999 } }, ["DELIVERED"], 1],
    ["revoked", receipts, [revoked], 0],
    ["not revoked and delivered later", { ...receipts, onExpiry: "revoke-failed" }, [failed, "DELIVERED"], 1],
    ["delivered after the failure", { ...receipts, onExpiry: "delivered-after-failure" }, [failed, "DELIVERED"], 1],
    ["both", { ...receipts, onExpiry: "both" }, [revoked, "DELIVERED"], 1],
    ["neither", { ...receipts, onExpiry: "neither" }, [], 0],
  ])("a message is %s", async (_name, profile, types, shown) => {
    await using setup = await start();
    await setup.platform.setPhone("rcs", PHONE, profile);
    await sendForTenSeconds(setup);
    await setup.clock.advance(60_000);
    expect({ types: setup.types(), shown: rcsPhone(setup.platform).messages.length }).toEqual({ types, shown });
  });

  test("the event has the phone number where server events have it", async () => {
    await using setup = await start();
    await setup.platform.setPhone("rcs", PHONE, { reach: "offline" });
    await sendForTenSeconds(setup);
    await setup.clock.advance(10_000);
    expect(setup.receiver.received).toMatchObject([
      { isSigned: true, event: { phoneNumber: PHONE, agentId: "bank@rbm.goog", messageId: ID, eventType: revoked } },
    ]);
  });

  test("a message whose automatic revocation failed can still be revoked", async () => {
    await using setup = await start();
    await setup.platform.setPhone("rcs", PHONE, { reach: "offline", onExpiry: "revoke-failed" });
    await sendForTenSeconds(setup);
    await setup.clock.advance(10_000);
    const path = rcsPath(`agentMessages/${ID}?agentId=bank`);
    expect(await call(setup.platform, ["DELETE", path])).toMatchObject({ status: 200 });
    await setup.platform.setPhone("rcs", PHONE, {});
    expect(rcsPhone(setup.platform).messages).toEqual([]);
  });
});
