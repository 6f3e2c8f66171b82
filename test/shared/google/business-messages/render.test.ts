import { describe, expect, it } from "vitest";
import { renderBusinessMessages } from "../../../../shared/google/business-messages/render.ts";
import type { Card } from "../../../../shared/reply/card.ts";
import { card, carousel, file, image, type Reply, richText, text } from "../../../../shared/reply/reply.ts";
import {
  addToCalendar,
  authenticate,
  dial,
  openUrl,
  requestLiveAgent,
  shareLocation,
  suggestReply,
  viewLocation,
} from "../../../../shared/reply/suggestion.ts";
import { businessMessagesBody } from "../../../support/outbound-fixtures.ts";

const CAFE = { type: "bot", displayName: "Harbour Cafe", avatarUrl: "https://www.example.com/avatar.png" } as const;
const CAKE = { type: "url", url: "https://www.example.com/cake.jpg", altText: "A cake", forcesRefresh: false } as const;
const CHIP = { text: "Show me", postback: "show" };
const EVENT = { start: new Date(0), end: new Date(1000), title: "Tasting" };
const POINT = { type: "point", latitude: 1, longitude: 2 } as const;
const UPLOADED = { type: "uploaded", file: "files/abc", altText: "A cake" } as const;

function cake(number: number): Card {
  return {
    title: `Cake ${number}`,
    description: `Number ${number}.`,
    media: {
      type: "url",
      url: `https://www.example.com/cake-${number}.jpg`,
      forcesRefresh: false,
      height: "medium",
    },
    suggestions: [suggestReply({ text: `Order ${number}`, postback: `order:${number}` })],
  };
}

const RECORDED: Readonly<Record<string, Reply>> = {
  "message-text": text("We are open 8 to 18 on Sunday.", { plainText: "We are open 8 to 18 on Sunday." }),
  "message-rich-text": richText("**Open** from *8* to 18. [Menu](https://www.example.com/menu)", {
    plainText: "Open from 8 to 18. Menu: https://www.example.com/menu",
  }),
  "message-image": image(
    { ...CAKE, thumbnailUrl: "https://www.example.com/cake-thumb.jpg" },
    { plainText: "A cake: https://www.example.com/cake.jpg" },
  ),
  "message-rich-card": card(
    {
      title: "Cake of the day",
      description: "Carrot, walnuts, cream.",
      media: { ...CAKE, height: "tall" },
      suggestions: [
        suggestReply({ text: "Order one", postback: "order:cake" }),
        openUrl({ text: "Details", postback: "details:cake", url: "https://www.example.com/cake" }),
      ],
    },
    { plainText: "Cake of the day: carrot. https://www.example.com/cake" },
  ),
  "message-carousel": carousel([cake(1), cake(2), cake(3)], { plainText: "Cakes: 1, 2, 3." }),
  "message-suggestions": text("What would you like?", {
    plainText: "Reply HOURS, or call +1 222 333 4444.",
    suggestions: [
      suggestReply({ text: "Opening hours", postback: "menu:opening-hours" }),
      openUrl({ text: "See the menu", postback: "menu:open", url: "https://www.example.com/menu" }),
      dial({ text: "Call us", postback: "menu:call", phone: "+12223334444" }),
      requestLiveAgent({ text: "A person", postback: "person" }),
    ],
  }),
  "message-authentication-request": text("Sign in to see your orders.", {
    plainText: "Visit https://www.example.com/orders",
    suggestions: [
      authenticate({
        clientId: "CLIENT_ID",
        codeChallenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        scopes: ["profile"],
      }),
    ],
  }),
};

describe("renderBusinessMessages()", () => {
  it.each(Object.entries(RECORDED))("renders the recorded %s", (name, reply) => {
    const { messageId: _id, ...body } = businessMessagesBody(name) as { readonly messageId: string };
    expect(renderBusinessMessages(reply, CAFE)).toEqual(body);
  });

  it("speaks in the name of the reply's own speaker", () => {
    const reply = text("Hi", { speaker: { type: "human", displayName: "Ana" } });
    expect(renderBusinessMessages(reply, CAFE)).toEqual({
      representative: { representativeType: "HUMAN", displayName: "Ana" },
      text: "Hi",
    });
  });

  it.each<readonly [string, Reply, string]>([
    ["a file", file(CAKE), "A cake: https://www.example.com/cake.jpg"],
    ["a file that nobody described", file({ type: "url", url: CAKE.url }), CAKE.url],
    ["an uploaded file", file(UPLOADED), "A cake"],
    ["an uploaded picture", image(UPLOADED), "A cake"],
  ])("says %s in words", (_claim, reply, said) => {
    expect(renderBusinessMessages(reply, CAFE)).toMatchObject({ text: said });
  });

  it.each([
    ["viewLocation", viewLocation({ ...CHIP, place: POINT })],
    ["addToCalendar", addToCalendar({ ...CHIP, ...EVENT })],
    ["shareLocation", shareLocation(CHIP)],
  ])("makes %s a reply chip", (_claim, suggestion) => {
    expect(renderBusinessMessages(text("Hi", { suggestions: [suggestion] }), CAFE)).toMatchObject({
      suggestions: [{ reply: { text: "Show me", postbackData: "show" } }],
    });
  });

  it.each(["112", "*100#", "+1*2"])("makes a reply chip of a call to %s, which is no number worldwide", (phone) => {
    expect(renderBusinessMessages(text("Hi", { suggestions: [dial({ ...CHIP, phone })] }), CAFE)).toMatchObject({
      suggestions: [{ reply: { text: "Show me", postbackData: "show" } }],
    });
  });

  it("opens the fallback URL of an action that it lacks", () => {
    const suggestions = [shareLocation({ ...CHIP, fallbackUrl: "https://example.com/where" })];
    expect(renderBusinessMessages(text("Hi", { suggestions }), CAFE)).toMatchObject({
      suggestions: [{ action: { openUrlAction: { url: "https://example.com/where" } } }],
    });
  });

  it("says in words what is no whole markup, and would be refused", () => {
    const { representative: _bot, ...said } = Object(renderBusinessMessages(richText("**Sale**: 2 * 3 = *6"), CAFE));
    expect(said).toEqual({ text: "Sale: 2 * 3 = *6" });
  });

  it("opens the browser in place of a webview", () => {
    const suggestions = [openUrl({ ...CHIP, url: "https://example.com/", webview: { view: "full" } })];
    expect(renderBusinessMessages(text("Hi", { suggestions }), CAFE)).toMatchObject({
      suggestions: [{ action: { openUrlAction: { url: "https://example.com/" } } }],
    });
  });

  it.each<readonly [string, Card, object]>([
    ["a title", { title: "Cake" }, { title: "Cake" }],
    ["nothing else", {}, { description: "A cake" }],
  ])("shows a card of an uploaded picture and %s without the picture", (_claim, more, cardContent) => {
    const reply = card({ ...more, media: { ...UPLOADED, height: "tall" } });
    expect(renderBusinessMessages(reply, CAFE)).toEqual(
      expect.objectContaining({ richCard: { standaloneCard: { cardContent } } }),
    );
  });
});
