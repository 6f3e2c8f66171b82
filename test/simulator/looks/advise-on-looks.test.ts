import { describe, expect, test } from "vitest";
import { adviseOnLooks } from "../../../simulator/looks/advise-on-looks.ts";
import { LOOKS, type LookName } from "../../../simulator/looks/looks.ts";
import type { ShownMessage } from "../../../simulator/state/phone.ts";

type Message = Pick<ShownMessage, "text" | "content">;

const reply = (text = "Yes") => ({ reply: { text, postbackData: text } });
const action = (text = "Open") => ({
  action: { text, postbackData: text, openUrlAction: { url: "https://shop.example/" } },
});
const media = (height: string, fileUrl = "https://shop.example/cake.png") => ({ height, contentInfo: { fileUrl } });
const text = (words: string, ...suggestions: readonly object[]): Message =>
  suggestions.length === 0 ? { text: words } : { text: words, content: { text: words, suggestions } };
const card = (cardContent: object, cardOrientation = "VERTICAL"): Message => ({
  text: "",
  content: { richCard: { standaloneCard: { cardOrientation, cardContent } } },
});
const carousel = (cardWidth: string, ...cardContents: readonly object[]): Message => ({
  text: "",
  content: { richCard: { carouselCard: { cardWidth, cardContents } } },
});

/** For each look a message that has it, and one near it that has not. */
const MESSAGES: Readonly<Record<LookName, { readonly has: Message; readonly hasNot: Message }>> = {
  "gif-in-card": {
    has: card({ title: "Cake", media: media("TALL", "https://shop.example/cake.GIF?size=2") }),
    hasNot: { text: "", content: { contentInfo: { fileUrl: "https://shop.example/cake.gif" } } },
  },
  "tall-media": {
    has: card({ media: media("TALL") }),
    hasNot: card({ title: "Cake", media: media("TALL") }, "HORIZONTAL"),
  },
  "low-media": { has: card({ media: media("MEDIUM") }), hasNot: card({ media: media("TALL") }) },
  "horizontal-media": {
    has: card({ title: "Cake", media: media("TALL") }, "HORIZONTAL"),
    hasNot: card({ title: "Cake" }, "HORIZONTAL"),
  },
  "tall-in-small": {
    has: carousel("SMALL", { media: media("TALL") }, { media: media("TALL") }),
    hasNot: carousel("MEDIUM", { media: media("TALL") }, { media: media("TALL") }),
  },
  "uneven-carousel": {
    has: carousel("MEDIUM", { title: "Cake", media: media("TALL") }, { title: "Bread", media: media("SHORT") }),
    hasNot: carousel("MEDIUM", { title: "Cake", media: media("TALL") }, { title: "Bread", media: media("TALL") }),
  },
  "carousel-media": {
    has: carousel("MEDIUM", { title: "Cake", media: media("TALL") }, { title: "Bread" }),
    hasNot: carousel("MEDIUM", { title: "Cake" }, { title: "Bread" }),
  },
  "long-card": {
    has: card({ title: "Hours", description: "Mo\nTu\nWe\nTh\nFr\nSa" }),
    hasNot: card({ title: "Hours", description: "Mo\nTu\nWe\nTh\nFr" }),
  },
  "link-in-card": {
    has: card({ description: "See https://shop.example/cake" }),
    hasNot: card({ description: "See the cake", suggestions: [action()] }),
  },
  "code-in-card": {
    has: card({ title: "Your code", description: "123 456" }),
    hasNot: card({ title: "Your code is on its way", description: "Since 12.10.2026, 1,250.00 euros" }),
  },
  "card-buttons": {
    has: card({ title: "Cake", suggestions: [reply(), action()] }),
    hasNot: card({ title: "Cake", suggestions: [action()] }),
  },
  "link-not-last": {
    has: text("See https://shop.example/cake for more"),
    hasNot: text("For more see https://shop.example/cake\n"),
  },
  "several-links": {
    has: text("https://shop.example/cake or https://shop.example/bread"),
    hasNot: text("https://shop.example/cake?or=https%3A%2F%2Fshop.example"),
  },
  "link-preview": { has: text("See https://shop.example/cake"), hasNot: text("See shop.example") },
  "many-replies": {
    has: text("Which?", reply("1"), reply("2"), reply("3"), reply("4")),
    hasNot: text("Which?", reply("1"), reply("2"), reply("3"), action()),
  },
  "many-actions": {
    has: text("Where?", action("1"), action("2"), action("3")),
    hasNot: text("Where?", action("1"), action("2"), reply()),
  },
  "replies-stay": { has: text("Well?", reply()), hasNot: text("Well?", action()) },
  "actions-first": { has: text("Well?", reply(), action()), hasNot: text("Well?", action(), action()) },
  "first-chip": { has: text("Well?", reply(), action()), hasNot: text("Well?", action()) },
  "unsubscribe-by-word": {
    has: text("You can unsubscribe at any time."),
    hasNot: text("To unsubscribe, answer STOP."),
  },
};

describe("adviseOnLooks()", () => {
  test.each(Object.entries(MESSAGES))(
    "tells what has the look %s, and not what is near it",
    (look, { has, hasNot }) => {
      expect(looksOf(has)).toContain(look);
      expect(looksOf(hasNot)).not.toContain(look);
    },
  );

  test("estimates more lines for the same words in a smaller card", () => {
    const words = { description: "Fresh from the oven every morning. ".repeat(5) };
    expect(looksOf(carousel("SMALL", words, words))).toContain("long-card");
    expect(looksOf(card(words))).not.toContain("long-card");
  });

  test("says nothing about a short text, nor about a file", () => {
    expect(adviseOnLooks(text("Hello"))).toEqual([]);
    expect(adviseOnLooks({ text: "", content: { uploadedRbmFile: { fileName: "files/1" } } })).toEqual([]);
  });

  test.each<object>([
    { richCard: { standaloneCard: {} } },
    { richCard: { standaloneCard: { cardContent: { media: {}, suggestions: [null, {}, { reply: 1 }] } } } },
    { richCard: { carouselCard: { cardWidth: "toString", cardContents: [1, "", {}] } } },
    { richCard: 1, suggestions: "all" },
  ])("takes half a message as it is: %j", (content) => {
    expect(looksOf({ text: "", content: { ...content } })).toEqual([]);
  });

  test("gives each advice as one line with what to do instead, a phone and a page", () => {
    for (const { advice, source } of Object.values(LOOKS)) {
      expect(advice.split(": ")).toHaveLength(2);
      expect(advice).not.toMatch(/\n|\.$/);
      expect(source).toMatch(/^https:\/\//);
    }
  });
});

function looksOf(message: Message): readonly string[] {
  return adviseOnLooks(message).map(({ look }) => look);
}
