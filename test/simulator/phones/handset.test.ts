import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import { call, clock, event, ID, ID2, ID3, PHONE, rcsPath, say, upload } from "../../support/api-client.ts";
import { type PlatformSetup, setUpPlatform } from "../../support/platform-setup.ts";

const SEAT = { phone: PHONE, agent: "bank" };
const reply = (text: string) => ({ reply: { text, postbackData: text.toLowerCase() } });
const sendContent = ({ platform }: Pick<PlatformSetup, "platform">, id: string, contentMessage: unknown) =>
  call(platform, ["POST", rcsPath(`agentMessages?messageId=${id}&agentId=bank`)], { contentMessage });
const events = ({ receiver }: PlatformSetup) => receiver.received.map((received) => received.event);

describe("handset.bubbles()", () => {
  test("are the agent's messages, with labels and media", async () => {
    await using platform = await startPlatform({ clock });
    const ada = platform.rcsHandset(SEAT);
    await say(platform, ID);
    const menu = await upload(platform);
    const cardContent = {
      title: "Cake",
      media: { height: "TALL", contentInfo: { fileUrl: "https://example.com/cake.jpg" } },
      suggestions: [reply("Order")],
    };
    const richCard = { standaloneCard: { cardOrientation: "VERTICAL", cardContent } };
    await sendContent({ platform }, ID2, { richCard, suggestions: [reply("No")] });
    await sendContent({ platform }, ID3, { uploadedRbmFile: { fileName: menu } });
    expect(ada.bubbles()).toEqual([
      { type: "message", text: "Hello" },
      { type: "message", text: "Cake", suggestions: ["Order", "No"], media: ["https://example.com/cake.jpg"] },
      { type: "message", text: "", media: [menu] },
    ]);
  });
});

describe("handset.timelineKinds()", () => {
  test("lists READ and typing before the answer, once each", async () => {
    await using platform = await startPlatform({ clock });
    await event(platform, ID, { eventType: "READ", messageId: "MxUser" });
    await event(platform, ID2, { eventType: "IS_TYPING" });
    await event(platform, ID2, { eventType: "IS_TYPING" });
    await say(platform, ID3);
    expect(platform.rcsHandset(SEAT).timelineKinds()).toEqual(["read", "typing", "message"]);
  });
});

describe("handset.sees()", () => {
  test("waits for the agent's message", async () => {
    await using platform = await startPlatform({ clock });
    const seen = platform.rcsHandset(SEAT).sees(2);
    await say(platform, ID, "first");
    await say(platform, ID2, "second");
    expect(await seen).toMatchObject([{ text: "first" }, { text: "second" }]);
  });
});

describe("handset.until()", () => {
  test("resolves at once when the condition already holds", async () => {
    await using platform = await startPlatform({ clock });
    await event(platform, ID, { eventType: "IS_TYPING" });
    const phone = await platform.rcsHandset(SEAT).until(({ isTyping }) => isTyping);
    expect(phone.typingStarts).toBe(1);
  });

  test("fails after its time with the kinds of what was shown", async () => {
    await using platform = await startPlatform({ clock });
    await say(platform, ID);
    const never = platform.rcsHandset(SEAT).until(() => false, 1);
    const message = "The phone does not show what was expected after 1 ms: it shows message, and no webhook was posted";
    await expect(never).rejects.toThrow(message);
  });

  test("fails with the status of the webhook that ingress refused", async () => {
    await using setup = await setUpPlatform({}, () => 401);
    const ada = setup.platform.rcsHandset(SEAT);
    await ada.says("Hi");
    await expect(ada.until(() => false, 1)).rejects.toThrow("the response to the last webhook was 401");
  });
});

describe("handset, what its user does", () => {
  test("text, typing and receipts go to ingress, signed", async () => {
    await using setup = await setUpPlatform();
    const ada = setup.platform.rcsHandset(SEAT);
    await say(setup.platform, ID);
    await ada.types();
    await ada.says("Hi", "MxMine");
    await ada.receives();
    await ada.reads();
    expect(events(setup)).toMatchObject([
      { eventType: "IS_TYPING" },
      { text: "Hi", messageId: "MxMine", senderPhoneNumber: PHONE, agentId: "bank@rbm.goog" },
      { eventType: "DELIVERED", messageId: ID },
      { eventType: "READ", messageId: ID },
    ]);
    expect(setup.receiver.received.every(({ isSigned }) => isSigned)).toBe(true);
  });

  test("sends() repeats an event unchanged", async () => {
    await using setup = await setUpPlatform();
    const ada = setup.platform.rcsHandset(SEAT);
    await ada.sends(await ada.says("Hi"));
    const [first, second] = events(setup);
    expect(second).toEqual(first);
  });

  test("a receipt needs a message", async () => {
    await using platform = await startPlatform({ clock });
    await expect(platform.rcsHandset(SEAT).reads()).rejects.toThrow("the phone shows no message");
  });
});

describe("handset.taps()", () => {
  const action = { action: { text: "Call us", postbackData: "call", dialAction: { phoneNumber: "+1" } } };

  test.each([["Call us"], [2]])("finds the suggestion %s", async (which) => {
    await using setup = await setUpPlatform();
    await sendContent(setup, ID, { text: "Well?", suggestions: [reply("Yes"), action] });
    await setup.platform.rcsHandset(SEAT).taps(which);
    expect(events(setup)).toMatchObject([
      { suggestionResponse: { text: "Call us", postbackData: "call", type: "ACTION" } },
    ]);
  });

  test("finds the buttons on an older message's card, but not its chips", async () => {
    await using setup = await setUpPlatform();
    const ada = setup.platform.rcsHandset(SEAT);
    const cardContent = { title: "Cake", suggestions: [reply("Order")] };
    const richCard = { standaloneCard: { cardOrientation: "VERTICAL", cardContent } };
    await sendContent(setup, ID, { richCard, suggestions: [reply("No")] });
    await say(setup.platform, ID2);
    await ada.taps("Order");
    await expect(ada.taps("No")).rejects.toThrow("Cannot tap suggestion No: the phone shows 1 other suggestions");
    expect(events(setup)).toMatchObject([{ suggestionResponse: { postbackData: "order", type: "REPLY" } }]);
  });
});

describe("handset.becomes()", () => {
  test("changes one member of the profile and keeps the others", async () => {
    await using setup = await setUpPlatform();
    const ada = setup.platform.rcsHandset(SEAT);
    await ada.becomes({ autoReceipts: { deliveredAfterMs: 0 } });
    await ada.becomes({ reach: "offline" });
    await say(setup.platform, ID);
    const before = ada.bubbles();
    await ada.becomes({ reach: "online" });
    expect([before, ada.bubbles()]).toMatchObject([[], [{ text: "Hello" }]]);
    expect(events(setup)).toMatchObject([{ eventType: "DELIVERED", messageId: ID }]);
  });
});
