import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import type { PhoneProfile } from "../../../simulator/state/phone-profile.ts";
import {
  BOT,
  call,
  clock,
  conversation,
  event,
  ID,
  ID2,
  ID3,
  PHONE,
  rcsPath,
  rcsPhone,
  refused,
  say,
  TIME,
} from "../../support/api-client.ts";
import { virtualClock } from "../../support/virtual-clock.ts";

const DIAL = { action: { text: "Call", postbackData: "call", dialAction: { phoneNumber: "+1" } } };
const MESSAGE = rcsPath(`agentMessages?messageId=${ID}&agentId=bank`);
const REVOKE = ["DELETE", rcsPath(`agentMessages/${ID}?agentId=bank`)] as const;
const capabilities = (id = ID) => ["GET", rcsPath(`capabilities?requestId=${id}&agentId=bank`)] as const;

async function platformWith(profile: PhoneProfile) {
  const platform = await startPlatform({ clock });
  await platform.setPhone("rcs", PHONE, profile);
  return platform;
}

describe("platform.setPhone()", () => {
  test.each([
    ["no-rcs", 404, 404],
    ["not-launched-here", 404, 404],
    ["testers-only", 403, 404],
  ] as const)("%s is not reached", async (reach, code, asked) => {
    await using platform = await platformWith({ reach });
    const made = [
      await say(platform, ID),
      await event(platform, ID2, { eventType: "IS_TYPING" }),
      await call(platform, capabilities()),
    ];
    expect(made.map(({ status }) => status)).toEqual([code, code, asked]);
  });

  test("a tester is reached once the invitation is accepted", async () => {
    await using platform = await platformWith({ reach: "testers-only" });
    const tester = { agentId: "bank", phoneNumber: PHONE };
    await call(platform, ["POST", "/v1/testers"], tester);
    const before = await say(platform, ID);
    platform.answerInvitation("bank", PHONE, "ACCEPTED");
    expect([before.status, (await say(platform, ID)).status]).toEqual([403, 200]);
  });

  test("an offline phone shows messages in order when it is online again, and no typing", async () => {
    await using platform = await platformWith({ reach: "offline" });
    await say(platform, ID, "first");
    await event(platform, ID3, { eventType: "READ", messageId: "MxUser" });
    await say(platform, ID2, "second");
    await event(platform, "1be8b706-2400-4153-b501-be19d9f951c4", { eventType: "IS_TYPING" });
    const before = rcsPhone(platform);
    await platform.setPhone("rcs", PHONE, {});
    expect(before).toMatchObject({ messages: [], read: [], isTyping: false });
    expect(rcsPhone(platform)).toMatchObject({
      messages: [{ text: "first" }, { text: "second" }],
      read: ["MxUser"],
      isTyping: false,
    });
  });

  test("a phone that was offline for more than 30 days does not get its messages", async () => {
    const time = virtualClock(new Date(TIME));
    await using platform = await startPlatform({ clock: time, timers: time });
    await platform.setPhone("rcs", PHONE, { reach: "offline" });
    await say(platform, ID, "missed");
    await time.advance(1);
    await say(platform, ID2, "kept");
    await time.advance(30 * 86_400_000);
    await platform.setPhone("rcs", PHONE, {});
    expect(rcsPhone(platform).messages).toMatchObject([{ text: "kept" }]);
  });

  test("a message that the phone cannot show is refused", async () => {
    await using platform = await platformWith({ features: ["RICHCARD_STANDALONE"] });
    const answer = await call(platform, ["POST", MESSAGE], { contentMessage: { text: "Hi", suggestions: [DIAL] } });
    expect(answer).toMatchObject(refused(400, "INVALID_ARGUMENT"));
    expect(await call(platform, capabilities())).toMatchObject({ body: { features: ["RICHCARD_STANDALONE"] } });
  });

  test("a phone without webviews opens the browser", async () => {
    await using platform = await platformWith({ features: ["ACTION_OPEN_URL"] });
    const openUrlAction = { url: "https://example.com/menu", application: "WEBVIEW", webviewViewMode: "FULL" };
    const suggestions = [{ action: { text: "Menu", postbackData: "menu", openUrlAction } }];
    const answer = await call(platform, ["POST", MESSAGE], { contentMessage: { text: "Hi", suggestions } });
    expect(answer).toMatchObject({ status: 200 });
  });

  test("a device of Business Messages shows the fallback, or refuses a message without one", async () => {
    await using platform = await startPlatform({ clock });
    await platform.setPhone("business-messages", "c1", { features: [] });
    const path = ["POST", "/v1/conversations/c1/messages"] as const;
    const richCard = { standaloneCard: { cardContent: { title: "Cake" } } };
    const message = { messageId: "m1", representative: BOT, richCard };
    expect(await call(platform, path, message)).toMatchObject(refused(400, "FAILED_PRECONDITION"));
    await call(platform, path, { ...message, fallback: "Cake in words" });
    expect(conversation(platform).messages).toMatchObject([{ text: "Cake in words" }]);
  });

  test("the response names the carrier of a phone in the United States", async () => {
    await using platform = await platformWith({ carrier: "example-us-carrier" });
    expect(await say(platform, ID)).toMatchObject({
      body: { carrier: "example-us-carrier", richMessageClassification: { classificationType: "RICH_MESSAGE" } },
    });
  });
});

describe("platform, revocation", () => {
  test("revokes a message that waits, once", async () => {
    await using platform = await platformWith({ reach: "offline" });
    await say(platform, ID);
    const made = [await call(platform, REVOKE), await call(platform, REVOKE)];
    await platform.setPhone("rcs", PHONE, {});
    expect(made).toMatchObject([{ status: 200, body: {} }, refused(404, "NOT_FOUND")]);
    expect(rcsPhone(platform).messages).toEqual([]);
  });

  test("is refused for a delivered or an unknown message", async () => {
    await using platform = await platformWith({});
    const before = await call(platform, REVOKE);
    await say(platform, ID);
    expect([before, await call(platform, REVOKE)]).toMatchObject([{ status: 404 }, { status: 404 }]);
  });

  test("may be overtaken by the delivery", async () => {
    const time = virtualClock(new Date(TIME));
    await using platform = await startPlatform({ clock: time, timers: time });
    await platform.setPhone("rcs", PHONE, { autoReceipts: { deliveredAfterMs: 500 }, onRevoke: "delivered-anyway" });
    await say(platform, ID);
    expect(await call(platform, REVOKE)).toMatchObject({ status: 200 });
    await time.advance(0);
    expect(rcsPhone(platform).messages).toMatchObject([{ id: ID }]);
  });
});
