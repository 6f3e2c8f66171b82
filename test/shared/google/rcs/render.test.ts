import { describe, expect, it } from "vitest";
import { renderRcs } from "../../../../shared/google/rcs/render.ts";
import {
  card,
  carousel,
  expireAfter,
  expireAt,
  file,
  image,
  type Reply,
  richText,
  text,
} from "../../../../shared/reply/reply.ts";
import {
  addToCalendar,
  authenticate,
  type CardSuggestion,
  dial,
  openUrl,
  requestLiveAgent,
  shareLocation,
  suggestReply,
  viewLocation,
} from "../../../../shared/reply/suggestion.ts";
import { rcsCall } from "../../../support/outbound-fixtures.ts";

const SUGGESTIONS = [
  suggestReply({ text: "Track order", postback: "order.track" }),
  dial({ text: "Call us", postback: "call", fallbackUrl: "https://example.com/contact", phone: "+442079460000" }),
  viewLocation({
    text: "Find a branch",
    postback: "map",
    place: { type: "point", latitude: 51.5074, longitude: -0.1278, label: "Main branch" },
  }),
  addToCalendar({
    text: "Add to calendar",
    postback: "cal",
    start: new Date("2026-12-01T19:00:00Z"),
    end: new Date("2026-12-01T20:00:00Z"),
    title: "Appointment",
    description: "Bring your ID",
  }),
  openUrl({ text: "Open site", postback: "open", url: "https://example.com/" }),
  openUrl({
    text: "Open in app",
    postback: "webview",
    url: "https://example.com/",
    webview: { view: "tall", description: "Opens our help page" },
  }),
  shareLocation({ text: "Share location", postback: "share" }),
];

const TREE = {
  type: "url",
  url: "https://example.com/tree.jpg",
  thumbnailUrl: "https://example.com/tree-thumb.jpg",
  altText: "A tree",
  forcesRefresh: false,
} as const;

const RECORDED: readonly (readonly [string, Reply])[] = [
  ["agentMessages.create text", text("Hello, world!", { trafficType: "TRANSACTION" })],
  ["agentMessages.create with ttl", text("Hello, world!", { trafficType: "AUTHENTICATION", expiry: expireAfter(600) })],
  [
    "agentMessages.create suggestions and every action",
    text("How can we help?", { trafficType: "SERVICEREQUEST", suggestions: SUGGESTIONS }),
  ],
  [
    "agentMessages.create file by URL",
    image({
      type: "url",
      url: "https://example.com/a.gif",
      thumbnailUrl: "https://example.com/a.jpg",
      forcesRefresh: false,
    }),
  ],
  [
    "agentMessages.create uploaded file",
    file({ type: "uploaded", file: "files/exampleUid0002", thumbnail: "files/exampleUid0003", altText: "A film" }),
  ],
  [
    "agentMessages.create rich card",
    card({
      title: "Hello",
      description: "A card",
      media: { ...TREE, height: "medium" },
      suggestions: [suggestReply({ text: "More", postback: "more" })],
    }),
  ],
  ["agentMessages.create US answer", text("Hello, world!")],
];

/** Of the recorded carousel, whose uploaded picture has no alternative text. */
const CAROUSEL = carousel([
  { title: "Card 1", media: { type: "url", url: "https://example.com/1.jpg", height: "short" } },
  {
    title: "Card 2",
    description: "Second",
    media: { type: "uploaded", file: "files/exampleUid0002", altText: "A tree", height: "short" },
  },
]);

describe("renderRcs()", () => {
  it.each(RECORDED)("renders the recorded %s", (name, reply) => {
    expect(renderRcs(reply, {})).toEqual(rcsCall(name).request.body);
  });

  it("renders the recorded agentMessages.create carousel, and describes what was uploaded", () => {
    const { body } = rcsCall("agentMessages.create carousel").request;
    const rendered = JSON.stringify(renderRcs(CAROUSEL, {}));
    expect(JSON.parse(rendered.replace('"contentDescription":"A tree",', ""))).toEqual(body);
  });

  it("says the agent's traffic type, unless the reply has its own", () => {
    const agent = { trafficType: "PROMOTION" } as const;
    expect(renderRcs(text("Hi"), agent)).toMatchObject({ messageTrafficType: "PROMOTION" });
    expect(renderRcs(text("Hi", { trafficType: "TRANSACTION" }), agent)).toMatchObject({
      messageTrafficType: "TRANSACTION",
    });
  });

  it.each(["AUTHENTICATION", "TRANSACTION", "PROMOTION", "SERVICEREQUEST", "ACKNOWLEDGEMENT"] as const)(
    "says of every use what the message is for: %s",
    (trafficType) =>
      expect(renderRcs(text("Hi", { trafficType }), {})).toHaveProperty("messageTrafficType", trafficType),
  );

  it("says when the message expires", () => {
    const reply = text("Hi", { expiry: expireAt(new Date("2026-12-01T19:00:00Z")) });
    expect(renderRcs(reply, {})).toMatchObject({ expireTime: "2026-12-01T19:00:00Z" });
  });

  it("takes the marks of rich text away", () => {
    expect(renderRcs(richText("**Open** from *8*. [Menu](https://example.com/menu)"), {})).toEqual({
      contentMessage: { text: "Open from 8. Menu: https://example.com/menu" },
    });
  });

  it("leaves a plain text's asterisks alone", () => {
    expect(renderRcs(text("2 * 3 * 4"), {})).toEqual({ contentMessage: { text: "2 * 3 * 4" } });
  });

  it("makes a request for a live agent a reply chip", () => {
    const reply = text("Hi", { suggestions: [requestLiveAgent({ text: "A person", postback: "person" })] });
    expect(renderRcs(reply, {})).toEqual({
      contentMessage: { text: "Hi", suggestions: [{ reply: { text: "A person", postbackData: "person" } }] },
    });
  });

  it("leaves authentication, speaker and plainText out", () => {
    const suggestions = [authenticate({ clientId: "c", codeChallenge: "x", scopes: ["profile"] })];
    const speaker = { type: "bot", displayName: "Ana" } as const;
    expect(renderRcs(text("Hi", { suggestions, speaker, plainText: "Hello" }), {})).toEqual({
      contentMessage: { text: "Hi" },
    });
  });

  it.each([
    ["horizontal-left", "LEFT"],
    ["horizontal-right", "RIGHT"],
  ] as const)("puts the picture of a %s card on that side", (orientation, thumbnailImageAlignment) => {
    const standaloneCard = { cardOrientation: "HORIZONTAL", thumbnailImageAlignment, cardContent: { title: "Hi" } };
    expect(renderRcs(card({ title: "Hi" }, { orientation }), {})).toEqual({
      contentMessage: { richCard: { standaloneCard } },
    });
  });

  it("searches the map for a query", () => {
    const suggestion = viewLocation({ text: "Map", postback: "map", place: { type: "query", query: "bakery" } });
    expect(renderRcs(text("Hi", { suggestions: [suggestion] }), {})).toMatchObject({
      contentMessage: { suggestions: [{ action: { viewLocationAction: { query: "bakery" } } }] },
    });
  });

  it("refuses a message that is too large in all", () => {
    const chip: CardSuggestion = openUrl({
      text: "Open",
      postback: "p".repeat(2048),
      url: `https://e.com/${"u".repeat(2000)}`,
      fallbackUrl: `https://e.com/${"f".repeat(2000)}`,
    });
    const one = { description: "d".repeat(2000), suggestions: [chip, chip, chip, chip] };
    const reply = carousel([one, one, one, one, one, one, one, one, one, one]);
    expect(() => renderRcs(reply, {})).toThrow(/message: expected at most 250000 bytes in all, got \d{6}; leave/);
  });
});
