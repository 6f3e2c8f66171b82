import { describe, expect, it } from "vitest";
import { card, carousel, checkReply, image, type Reply, richText, text } from "../../../shared/reply/reply.ts";
import { addToCalendar, openUrl, suggestReply, viewLocation } from "../../../shared/reply/suggestion.ts";

/** What a phone shows as an empty bubble. */
const BLANKS = {
  "line breaks": "\n\n",
  spaces: " \t\u00A0\u2009\u3000",
  joiners: "\u200B\u200C\u200D\u2060\uFEFF",
  "marks of direction": "\u200E\u202E\u202C\u2066\u2069",
  "soft hyphens and variation selectors": "\u00AD\uFE0F\u034F",
  fillers: "\u115F\u3164\uFFA0\u2800",
  tags: "\u{E0041}\u{E007F}",
  "control characters": "\u0000\u0007\u0085",
};

const CHIP = { text: "Do it", postback: "do" };
const NOW = new Date("2026-11-20T10:15:15Z");
const EVENT = { ...CHIP, start: NOW, end: new Date("2026-11-21T10:15:15Z"), title: "Tasting" };
const PICTURE = { type: "url", url: "https://example.com/a.jpg" } as const;

/** Everything that users read, said with those words. */
const SHOWN: Readonly<Record<string, (words: string) => unknown>> = {
  "a text": (words) => text(words),
  "a rich text": (words) => richText(words),
  "a plainText": (plainText) => text("Hi", { plainText }),
  "a card's title": (title) => card({ title }),
  "a card's description": (description) => card({ title: "Hat", description }),
  "a title in a carousel": (title) => carousel([{ title: "Hat" }, { title }]),
  "an alternative text": (altText) => image({ ...PICTURE, altText }),
  "an alternative text of an upload": (altText) => image({ type: "uploaded", file: "files/abc", altText }),
  "a chip": (words) => suggestReply({ text: words, postback: "p" }),
  "a webview's description": (description) =>
    openUrl({ ...CHIP, url: "https://example.com", webview: { view: "full", description } }),
  "a place's label": (label) => viewLocation({ ...CHIP, place: { type: "point", latitude: 1, longitude: 2, label } }),
  "a place to look for": (query) => viewLocation({ ...CHIP, place: { type: "query", query } }),
  "an event's title": (title) => addToCalendar({ ...EVENT, title }),
  "an event's description": (description) => addToCalendar({ ...EVENT, description }),
  "a speaker's name": (displayName) => text("Hi", { speaker: { type: "human", displayName } }),
};

describe("every builder", () => {
  const cases = Object.entries(SHOWN).flatMap(([where, build]) =>
    Object.entries(BLANKS).map(([what, words]) => [what, where, () => build(words)] as const),
  );
  it.each(cases)("refuses nothing but %s for %s", (_what, _where, build) => {
    expect(build).toThrow(/got none that can be seen; write something/);
  });

  it("refuses a rich text of marks around nothing", () => {
    expect(() => richText("**\u200B**")).toThrow(/text without its marks: .*got none that can be seen/);
  });

  it.each([".", "🎩", "👩‍👩‍👧", "\u200Fא", "ิ", "\uFFFD", "0"])("takes %j, which can be seen", (words) => {
    for (const build of Object.values(SHOWN)) expect(() => build(words)).not.toThrow();
  });

  it("takes a postback of white space, which nobody sees", () => {
    expect(suggestReply({ text: "Yes", postback: " " })).toMatchObject({ postback: " " });
  });
});

describe("checkReply()", () => {
  it("refuses an empty bubble that no builder has seen", () => {
    const reply: Reply = { type: "text", text: "\n\n" };
    expect(() => checkReply(reply, NOW)).toThrow(/text: expected 1 to 3072 characters, got none that can be seen/);
  });
});
