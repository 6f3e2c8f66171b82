import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import { BOT, call, clock, conversation, ID, PHONE, RULE, rcsPath, rcsPhone } from "../../support/api-client.ts";
import { setUpPlatform } from "../../support/platform-setup.ts";

const MESSAGE = ["POST", rcsPath(`agentMessages?messageId=${ID}&agentId=bank`)] as const;
const EVENT = ["POST", rcsPath(`agentEvents?eventId=${ID}&agentId=bank`)] as const;
const HELLO = { text: "Hi" };
const CARD = { cardOrientation: "VERTICAL", cardContent: { title: "T" } };
const place = (latitude: string) => ({
  text: "Hi",
  suggestions: [
    { action: { text: "Go", postbackData: "go", viewLocationAction: { latLong: { latitude, longitude: 0 } } } },
  ],
});

/** What Google's parser takes for neither JSON nor a value of the field, in either contract. */
const REFUSED: readonly (readonly [name: string, body: unknown, expected: string])[] = [
  [
    "half an emoji at the end",
    '{"contentMessage":{"text":"a\\ud83c"}}',
    "contentMessage.text: expected whole characters",
  ],
  ["the other half", '{"contentMessage":{"text":"\\udf1fa"}}', "contentMessage.text: expected whole characters"],
  ["an empty time span", { contentMessage: HELLO, ttl: "" }, "ttl: expected a text like"],
  ["an empty time", { contentMessage: HELLO, expireTime: "" }, "expireTime: expected an RFC 3339 time"],
  ["a day that its month lacks", { contentMessage: HELLO, expireTime: "2026-11-31T00:00:00Z" }, "expected an RFC 3339"],
  ["a number as text with a space", { contentMessage: place(" 51.5") }, "latLong.latitude: expected a number"],
  ["no number as text", { contentMessage: place("NaN") }, "latLong.latitude: expected a number"],
  [
    "the number of no value",
    { contentMessage: { richCard: { standaloneCard: { ...CARD, cardOrientation: 7 } } } },
    "cardOrientation: expected one of HORIZONTAL, VERTICAL",
  ],
  [
    "true for an enum",
    { contentMessage: { richCard: { standaloneCard: { ...CARD, cardOrientation: true } } } },
    "cardOrientation: expected one of HORIZONTAL, VERTICAL",
  ],
];

describe.each(["observed", "documented"] as const)("platform, bodies, contract as %s", (contract) => {
  const start = () => startPlatform({ clock, contract });

  test.each(REFUSED)("refuses %s and names the place", async (_name, body, expected) => {
    await using platform = await start();
    const { status, body: answer } = await call(platform, MESSAGE, body);
    expect({ status, answer }).toMatchObject({
      status: 400,
      answer: { error: { message: expect.stringContaining(expected), details: expect.arrayContaining([RULE]) } },
    });
    expect(rcsPhone(platform).messages).toEqual([]);
  });

  test("refuses what is not UTF-8 and names the line, so that no letter is lost", async () => {
    await using platform = await start();
    const body = Buffer.from('{"contentMessage":\n{"text":"Dzie\xf1"}}', "latin1");
    const answer = await fetch(`${platform.url}${MESSAGE[1]}`, { method: "POST", body: new Uint8Array(body) });
    expect(await answer.json()).toMatchObject({
      error: { code: 400, message: "Cannot read the body: line 2: expected UTF-8" },
    });
    expect(rcsPhone(platform).messages).toEqual([]);
  });

  test("takes each scalar's default for no field, and a whole object that is null", async () => {
    await using platform = await start();
    const body = {
      contentMessage: { ...HELLO, suggestions: [], contentInfo: null, fileName: "" },
      ttl: null,
      name: "",
    };
    expect(await call(platform, MESSAGE, body)).toMatchObject({ status: 200 });
    expect(rcsPhone(platform).messages).toMatchObject([{ text: "Hi" }]);
  });

  test.each([1, "1"])("answers with the name of an enum's value where its number came: %j", async (eventType) => {
    await using platform = await start();
    expect(await call(platform, EVENT, { eventType })).toMatchObject({
      body: { eventType: "IS_TYPING" },
      advice: expect.stringContaining("eventType: write the name of the value"),
    });
    expect(platform.phone("rcs", PHONE)).toMatchObject({ isTyping: true });
  });

  test.each(["2026-11-20T10:15:14.384Z", "2018-01-01T00:00:00Z"])(
    "takes an end that is over, with advice: %s",
    async (expireTime) => {
      await using setup = await setUpPlatform({ contract, profile: { reach: "offline" } });
      const { platform, clock: time } = setup;
      const answer = await call(platform, MESSAGE, { contentMessage: HELLO, expireTime });
      expect(answer).toMatchObject({ status: 200, advice: expect.stringContaining("expireTime: the message expires") });
      await time.advance(1);
      await platform.setPhone("rcs", PHONE, { reach: "online" });
      expect(rcsPhone(platform).messages).toEqual([]);
    },
  );

  test.each(["true", "True", "1"])("reads forceFallback=%s as Google's parser reads a boolean", async (value) => {
    await using platform = await start();
    const body = { messageId: ID, representative: BOT, text: "Hi", fallback: "Simple" };
    await call(platform, ["POST", `/v1/conversations/c1/messages?forceFallback=${value}`], body);
    expect(conversation(platform).messages).toMatchObject([{ text: "Simple" }]);
  });

  test("takes a file with the words that screen readers say", async () => {
    await using platform = await start();
    const body = { fileUrl: "https://example.com/a.jpg", contentDescription: "A boot" };
    expect(await call(platform, ["POST", "/v1/files?agentId=bank"], body)).toMatchObject({ status: 200 });
  });
});
