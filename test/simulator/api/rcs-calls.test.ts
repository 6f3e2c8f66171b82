import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import {
  call,
  clock,
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

describe("platform, calls of RCS", () => {
  test("an agent message is shown and answered with its resource", async () => {
    await using platform = await startPlatform({ clock });
    expect(await say(platform, ID)).toMatchObject({
      status: 200,
      body: { name: `phones/${PHONE}/agentMessages/${ID}`, sendTime: TIME, contentMessage: { text: "Hello" } },
    });
    expect(rcsPhone(platform).messages).toEqual([{ id: ID, text: "Hello" }]);
  });

  test.each(["+447700900123", "%2B447700900123"])("the phone %s is the same one", async (phone) => {
    await using platform = await startPlatform({ clock });
    const path = rcsPath(`agentEvents?eventId=${ID}&agentId=bank%40rbm.goog`, phone);
    expect(await call(platform, ["POST", path], { eventType: "IS_TYPING" })).toMatchObject({
      status: 200,
      body: { name: `phones/${PHONE}/agentEvents/${ID}`, eventType: "IS_TYPING", sendTime: TIME },
    });
    expect(rcsPhone(platform).isTyping).toBe(true);
  });

  test("READ marks the user's message, once", async () => {
    await using platform = await startPlatform({ clock });
    await event(platform, ID, { eventType: "READ", messageId: "MxUser" });
    await event(platform, ID2, { eventType: "READ", messageId: "MxUser" });
    expect(rcsPhone(platform).read).toEqual(["MxUser"]);
  });

  test("the next message ends typing", async () => {
    await using platform = await startPlatform({ clock });
    await event(platform, ID, { eventType: "IS_TYPING" });
    await event(platform, ID2, { eventType: "IS_TYPING" });
    await say(platform, ID3);
    expect(rcsPhone(platform)).toMatchObject({ isTyping: false, typingStarts: 2 });
  });

  test("typing ends by itself after 20 seconds", async () => {
    let now = new Date(TIME);
    await using platform = await startPlatform({ clock: { now: () => now } });
    await event(platform, ID, { eventType: "IS_TYPING" });
    const seen = [19_999, 20_000].map((laterMs) => {
      now = new Date(Date.parse(TIME) + laterMs);
      return rcsPhone(platform).isTyping;
    });
    expect(seen).toEqual([true, false]);
  });

  test("a repeated message id gets the first response and is shown once", async () => {
    await using platform = await startPlatform({ clock });
    const first = await say(platform, ID, "first");
    expect(await say(platform, ID.toUpperCase(), "second")).toEqual(first);
    expect(rcsPhone(platform).messages).toEqual([{ id: ID, text: "first" }]);
  });

  test("messages and events of an agent share their ids", async () => {
    await using platform = await startPlatform({ clock });
    const first = await event(platform, ID, { eventType: "IS_TYPING" });
    expect(await say(platform, ID)).toEqual(first);
    expect(rcsPhone(platform)).toMatchObject({ messages: [], isTyping: true });
  });

  test("agents do not share ids", async () => {
    await using platform = await startPlatform({ clock });
    await say(platform, ID, "from the bank", "bank");
    await say(platform, ID, "from the shop", "shop");
    expect(rcsPhone(platform).messages.map(({ text }) => text)).toEqual(["from the bank", "from the shop"]);
  });

  const hello = { contentMessage: { text: "Hello" } };
  const good = `agentMessages?messageId=${ID}&agentId=bank`;
  test.each([
    ["an unknown path", rcsPath("agentThoughts"), hello, 404, "NOT_FOUND"],
    ["no agent, before a bad phone", rcsPath(`agentMessages?messageId=${ID}`, "447"), hello, 400, "INVALID_ARGUMENT"],
    ["a phone without its plus", rcsPath(good, "447700900123"), hello, 400, "INVALID_ARGUMENT"],
    ["broken percent-encoding", rcsPath(good, "%2"), hello, 400, "INVALID_ARGUMENT"],
    ["an id that is no UUID", rcsPath("agentMessages?messageId=1&agentId=bank"), hello, 400, "INVALID_ARGUMENT"],
    ["no id", rcsPath("agentEvents?agentId=bank"), { eventType: "IS_TYPING" }, 400, "INVALID_ARGUMENT"],
    ["broken JSON", rcsPath(good), "{", 400, "INVALID_ARGUMENT"],
    ["no content", rcsPath(good), { contentMessage: {} }, 400, "INVALID_ARGUMENT"],
    ["an unknown field", rcsPath(good), { ...hello, text: "Hello" }, 400, "INVALID_ARGUMENT"],
    ["an unknown traffic type", rcsPath(good), { ...hello, messageTrafficType: "SPAM" }, 400, "INVALID_ARGUMENT"],
    ["a long text", rcsPath(good), { contentMessage: { text: "x".repeat(3073) } }, 400, "INVALID_ARGUMENT"],
    [
      "READ of nothing",
      rcsPath(`agentEvents?eventId=${ID}&agentId=bank`),
      { eventType: "READ" },
      400,
      "INVALID_ARGUMENT",
    ],
  ] as const)("refuses %s", async (_, path, body, code, status) => {
    await using platform = await startPlatform({ clock });
    expect(await call(platform, ["POST", path], body)).toMatchObject(refused(code, status));
  });

  test("takes 3072 characters outside the basic plane, and any traffic type", async () => {
    await using platform = await startPlatform({ clock });
    const body = { contentMessage: { text: "\u{1f4a1}".repeat(3072) }, messageTrafficType: "SERVICEREQUEST" };
    expect(await call(platform, ["POST", rcsPath(good)], body)).toMatchObject({ status: 200, body });
  });

  test("refuses an unknown method on a known path", async () => {
    await using platform = await startPlatform({ clock });
    expect(await call(platform, ["PUT", rcsPath(good)], hello)).toMatchObject(refused(404, "NOT_FOUND"));
  });
});
