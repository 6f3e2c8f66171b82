import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import { call, clock, ID, RULE, rcsPath, refused } from "../../support/api-client.ts";

const PATH = rcsPath(`agentMessages?messageId=${ID}&agentId=bank`);
const FILE = { fileUrl: "https://example.com/a.jpg" };
const reply = (text = "Yes", postbackData = "yes") => ({ reply: { text, postbackData } });
const action = (kind: object) => ({
  contentMessage: { text: "Hi", suggestions: [{ action: { text: "Do", postbackData: "do", ...kind } }] },
});
const text = (more: object) => ({ contentMessage: { text: "Hi" }, ...more });
const withSuggestions = (...suggestions: readonly unknown[]) => ({ contentMessage: { text: "Hi", suggestions } });
const card = (cardContent: object, more: object = { cardOrientation: "VERTICAL" }) => ({
  contentMessage: { richCard: { standaloneCard: { ...more, cardContent } } },
});
const carousel = (count: number, cardContent: object = { title: "T" }, cardWidth = "SMALL") => ({
  contentMessage: { richCard: { carouselCard: { cardWidth, cardContents: Array(count).fill(cardContent) } } },
});
const media = (height: string) => ({ media: { height, contentInfo: FILE } });
const event = { startTime: "2026-12-01T19:00:00Z", endTime: "2026-12-01T20:00:00Z", title: "T" };
const atTheLimit = "x".repeat(25);

describe("platform, limits of agentMessages", () => {
  test.each([
    ["eleven suggestions", withSuggestions(...Array(11).fill(reply()))],
    ["a label of 25 characters", withSuggestions(reply(atTheLimit, "x".repeat(2048)))],
    ["an empty list of suggestions", withSuggestions()],
    ["latitude as text", action({ viewLocationAction: { latLong: { latitude: "51.5", longitude: 0 } } })],
    ["a search for a place", action({ viewLocationAction: { query: "bakery" } })],
    ["a dialled star code", action({ dialAction: { phoneNumber: "*100#" } })],
    ["ten cards", carousel(10)],
    ["four suggestions on a card", card({ title: "T", suggestions: Array(4).fill(reply()) })],
    ["TALL media on MEDIUM cards", carousel(2, media("TALL"), "MEDIUM")],
    ["a time to live of 15 days", text({ ttl: "1296000s" })],
    ["an end in a millisecond", text({ expireTime: "2026-11-20T10:15:14.385Z" })],
    ["a fraction of a second", text({ ttl: "600.5s" })],
    ["snake case", { content_message: { text: "Hi" }, message_traffic_type: "PROMOTION" }],
    ["null for a field that is not there", text({ ttl: null })],
  ])("takes %s", async (_name, body) => {
    await using platform = await startPlatform({ clock });
    expect(await call(platform, ["POST", PATH], body)).toMatchObject({ status: 200 });
  });

  test.each([
    ["two contents", { contentMessage: { text: "Hi", contentInfo: FILE } }, "contentMessage"],
    ["suggestions alone", { contentMessage: { suggestions: [reply()] } }, "contentMessage"],
    ["twelve suggestions", withSuggestions(...Array(12).fill(reply())), "contentMessage.suggestions"],
    ["a long label", withSuggestions(reply(`${atTheLimit}x`)), "contentMessage.suggestions[0].reply.text"],
    [
      "a long postback",
      withSuggestions(reply("Y", "x".repeat(2049))),
      "contentMessage.suggestions[0].reply.postbackData",
    ],
    [
      "a reply that is an action",
      withSuggestions({ ...reply(), action: {} }),
      "contentMessage.suggestions[0].action.text",
    ],
    [
      "two actions in one",
      action({ shareLocationAction: {}, dialAction: { phoneNumber: "1" } }),
      "contentMessage.suggestions[0].action",
    ],
    [
      "the withdrawn compose action",
      action({ composeAction: {} }),
      "contentMessage.suggestions[0].action.composeAction",
    ],
    [
      "letters to dial",
      action({ dialAction: { phoneNumber: "call me" } }),
      "contentMessage.suggestions[0].action.dialAction.phoneNumber",
    ],
    [
      "a link that is none",
      action({ openUrlAction: { url: "example" } }),
      "contentMessage.suggestions[0].action.openUrlAction.url",
    ],
    [
      "an unknown view mode",
      action({ openUrlAction: { url: FILE.fileUrl, webviewViewMode: "WIDE" } }),
      "contentMessage.suggestions[0].action.openUrlAction.webviewViewMode",
    ],
    [
      "a place off the globe",
      action({ viewLocationAction: { latLong: { latitude: 91, longitude: 0 } } }),
      "contentMessage.suggestions[0].action.viewLocationAction.latLong.latitude",
    ],
    [
      "an event without a title",
      action({ createCalendarEventAction: { ...event, title: "" } }),
      "contentMessage.suggestions[0].action.createCalendarEventAction.title",
    ],
    [
      "an event at no time",
      action({ createCalendarEventAction: { ...event, startTime: "noon" } }),
      "contentMessage.suggestions[0].action.createCalendarEventAction.startTime",
    ],
    ["an empty card", card({}), "contentMessage.richCard.standaloneCard.cardContent"],
    ["a long title", card({ title: "x".repeat(201) }), "contentMessage.richCard.standaloneCard.cardContent.title"],
    [
      "a long description",
      card({ description: "x".repeat(2001) }),
      "contentMessage.richCard.standaloneCard.cardContent.description",
    ],
    [
      "five suggestions on a card",
      card({ title: "T", suggestions: Array(5).fill(reply()) }),
      "contentMessage.richCard.standaloneCard.cardContent.suggestions",
    ],
    ["a card that stands no way", card({ title: "T" }, {}), "contentMessage.richCard.standaloneCard.cardOrientation"],
    [
      "a horizontal picture without words",
      card(media("SHORT"), { cardOrientation: "HORIZONTAL" }),
      "contentMessage.richCard.standaloneCard",
    ],
    ["one card in a carousel", carousel(1), "contentMessage.richCard.carouselCard.cardContents"],
    ["eleven cards", carousel(11), "contentMessage.richCard.carouselCard.cardContents"],
    ["TALL media on SMALL cards", carousel(2, media("TALL")), "contentMessage.richCard.carouselCard"],
    [
      "media without a file",
      card({ media: { height: "TALL" } }),
      "contentMessage.richCard.standaloneCard.cardContent.media",
    ],
    [
      "a file that was not uploaded",
      { contentMessage: { uploadedRbmFile: { fileName: "a.jpg" } } },
      "contentMessage.uploadedRbmFile.fileName",
    ],
    ["a time to live of 16 days", text({ ttl: "1382400s" }), "ttl"],
    ["an end after 16 days", text({ expireTime: "2026-12-06T10:15:14Z" }), "expireTime"],
    ["a time to live in minutes", text({ ttl: "10m" }), "ttl"],
    ["two times to live", text({ ttl: "10s", expireTime: "2026-11-20T10:20:00Z" }), "ttl"],
  ])("refuses %s and names the field", async (_name, body, field) => {
    await using platform = await startPlatform({ clock });
    const answer = await call(platform, ["POST", PATH], body);
    expect(answer).toMatchObject(refused(400, "INVALID_ARGUMENT"));
    expect(answer.body).toMatchObject({
      error: {
        details: [
          {
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            fieldViolations: expect.arrayContaining([{ field, description: expect.any(String) }]),
          },
          RULE,
        ],
      },
    });
  });

  test.each([
    ...[" https://example.com/", "https://example.com/\n", "https://exam\tple.com/", "https://example.com/a b"],
    ...[
      "https://example.com/קטלוג.jpg",
      "https://דוגמה.example/",
      "https://example.com/a|b",
      "https://example.com/%zz",
    ],
    ...["https://example.com/?x[]=1", "https:///path", "https://a\\b"],
  ])("refuses the URL %j, which RFC 3986 does not know", async (url) => {
    await using platform = await startPlatform({ clock });
    const answer = await call(platform, ["POST", PATH], action({ openUrlAction: { url } }));
    expect(answer).toMatchObject(refused(400, "INVALID_ARGUMENT"));
  });

  test.each(["https://example.com", "HTTP://me@EXAMPLE.com:8080/a;b?c=d/?e#/f?", "http://[::1]/%d7%a7"])(
    "takes the URL %s",
    async (url) => {
      await using platform = await startPlatform({ clock });
      expect(await call(platform, ["POST", PATH], action({ openUrlAction: { url } }))).toMatchObject({ status: 200 });
    },
  );

  test("refuses a message of more than 250,000 bytes", async () => {
    await using platform = await startPlatform({ clock });
    const body = JSON.stringify(text({})).padEnd(250_001);
    expect(await call(platform, ["POST", PATH], body)).toMatchObject(refused(400, "INVALID_ARGUMENT"));
  });
});
