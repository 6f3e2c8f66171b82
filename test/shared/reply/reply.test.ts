import { describe, expect, it } from "vitest";
import { PermanentError } from "../../../shared/base/errors.ts";
import type { Card } from "../../../shared/reply/card.ts";
import {
  card,
  carousel,
  checkExpiry,
  checkReply,
  expireAfter,
  expireAt,
  file,
  image,
  richText,
  text,
} from "../../../shared/reply/reply.ts";
import { authenticate, openUrl, requestLiveAgent, suggestReply } from "../../../shared/reply/suggestion.ts";

const NOW = new Date("2026-11-20T10:15:15Z");
const DAYS_15 = 15 * 24 * 3600;
const CHIP = suggestReply({ text: "Yes", postback: "yes" });
const SIGN_IN = authenticate({ clientId: "c", codeChallenge: "x", scopes: ["profile"] });
const URL_MEDIA = { type: "url", url: "https://example.com/a.jpg" } as const;
const TALL: Card = { media: { ...URL_MEDIA, height: "tall" } };
const HUMAN = { type: "human", displayName: "Ana" } as const;

const LONGEST: Readonly<Record<string, () => unknown>> = {
  "a text": () => text("x".repeat(3072), { plainText: "x".repeat(3072), suggestions: Array(11).fill(CHIP) }),
  "a card": () =>
    card({ title: "t".repeat(200), description: "d".repeat(2000), suggestions: [CHIP, CHIP, CHIP, CHIP] }),
  "a horizontal card with nothing but a chip": () =>
    card({ ...TALL, suggestions: [SIGN_IN, CHIP] }, { orientation: "horizontal-left" }),
  "a carousel": () => carousel([TALL, TALL, TALL, TALL, TALL, TALL, TALL, TALL, TALL, TALL]),
  "a life of 15 days": () => text("Hi", { expiry: expireAfter(DAYS_15) }),
};

const REFUSED: Readonly<Record<string, readonly [() => unknown, RegExp]>> = {
  "an empty text": [() => text(""), /text: expected 1 to 3072 characters, got 0; write/],
  "a text that a bot in JavaScript does not have": [
    () => text(undefined as never),
    /text: expected 1 to 3072 characters, got undefined; check how it is made$/,
  ],
  "a chip without words": [
    () => suggestReply({ text: undefined as never, postback: "yes" }),
    /suggestion text: expected 1 to 25 characters, got undefined/,
  ],
  "a card's title that is null": [() => card({ title: null as never }), /card title: .*got null/],
  "a carousel whose card has no words": [
    () => carousel([{ title: "One" }, { title: undefined as never }]),
    /card: expected a title/,
  ],
  "a plainText that is no text": [() => text("Hi", { plainText: 7 as never }), /plainText: .*got number/],
  "a long text": [() => text("x".repeat(3073)), /text: expected 1 to 3072 characters, got 3073; shorten or split it$/],
  "a long rich text": [() => richText("x".repeat(3073)), /text: .*got 3073/],
  "a long plainText": [() => text("Hi", { plainText: "x".repeat(3073) }), /plainText: .*3072.*got 3073; shorten it$/],
  "12 suggestions": [
    () => text("Hi", { suggestions: Array(12).fill(CHIP) }),
    /suggestions: expected at most 11, got 12/,
  ],
  "a forced plainText without one": [() => text("Hi", { forcesPlainText: true }), /forcesPlainText/],
  "a person who offers a person": [
    () => text("Hi", { speaker: HUMAN, suggestions: [requestLiveAgent({ text: "A", postback: "a" })] }),
    /live agent/,
  ],
  "a speaker without a name": [
    () => text("Hi", { speaker: { ...HUMAN, displayName: "" } }),
    /speaker's name: expected 1 to 100 characters, got 0/,
  ],
  "a card that offers a person": [
    () => card({ title: "T", suggestions: [Object(requestLiveAgent({ text: "A", postback: "a" }))] }),
    /suggestion of a card: .*got requestLiveAgent; put it under the message$/,
  ],
  "an avatar that is no web page": [
    () => text("Hi", { speaker: { ...HUMAN, avatarUrl: "data:image/png;base64,x" } }),
    /avatar URL: expected a public web URL, got one that begins with data:/,
  ],
  "no life at all": [() => text("Hi", { expiry: expireAfter(0) }), /expiry in seconds: expected 1 to 1296000, got 0/],
  "too long a life": [() => text("Hi", { expiry: expireAfter(1_296_001) }), /got 1296001/],
  "a life with a part of a second": [
    () => text("Hi", { expiry: expireAfter(0.1 + 600.2) }),
    /expiry: expected whole seconds, got 600\.3\d*; round it$/,
  ],
  "a life of no length": [() => text("Hi", { expiry: expireAfter(Number.NaN) }), /expiry in seconds: .*got no number/],
  "an invalid expiry": [() => expireAt(new Date("soon")), /expiry: expected a time/],
  "a file without a URL": [() => file({ type: "url", url: "a.pdf" }), /file URL: expected an absolute URL/],
  "a file on a disk": [() => file({ type: "url", url: "file:///etc/hosts" }), /begins with file:/],
  "a thumbnail of no URL": [() => image({ ...URL_MEDIA, thumbnailUrl: "x" }), /thumbnail URL/],
  "a long alternative text": [() => image({ ...URL_MEDIA, altText: "x".repeat(1001) }), /alternative text: .*1000/],
  "an uploaded file of no name": [
    () => file({ type: "uploaded", file: "files/", altText: "A film" }),
    /file name: expected files\/ and an id, got 6 other characters/,
  ],
  "an uploaded file that nobody described": [
    () => file({ type: "uploaded", file: "files/abc", altText: "" }),
    /alternative text: .*got 0/,
  ],
  "an empty card": [() => card({}), /card: expected a title, a description or media, got none of them/],
  "a long title": [() => card({ title: "t".repeat(201) }), /card title: expected 1 to 200 characters, got 201/],
  "a long description": [() => card({ description: "d".repeat(2001) }), /card description: .*2000.*got 2001/],
  "5 suggestions of a card": [
    () => card({ title: "T", suggestions: [CHIP, CHIP, CHIP, CHIP, CHIP] }),
    /suggestions of a card: expected at most 4, got 5/,
  ],
  "a picture beside nothing": [() => card(TALL, { orientation: "horizontal-left" }), /horizontal card/],
  "a picture beside what RCS leaves out": [
    () => card({ ...TALL, suggestions: [SIGN_IN] }, { orientation: "horizontal-left" }),
    /horizontal card: expected a title, .* other than authenticate, got media alone; make it vertical$/,
  ],
  "11 cards": [
    () => carousel([TALL, TALL, TALL, TALL, TALL, TALL, TALL, TALL, TALL, TALL, TALL]),
    /carousel: expected 2 to 10 cards, got 11/,
  ],
  "tall pictures in small cards": [() => carousel([TALL, TALL], { width: "small" }), /small cards, got tall/],
};

describe("every builder", () => {
  it.each(Object.entries(LONGEST))("takes %s of full length", (_claim, build) => expect(build).not.toThrow());

  it.each(Object.entries(REFUSED))("refuses %s, with the limit and what to do", (_claim, [build, message]) => {
    expect(build).toThrow(message);
    expect(build).toThrow(expect.objectContaining({ reason: "bad-reply" }));
    expect(build).toThrow(PermanentError);
  });

  it("never quotes what a person wrote", () => {
    expect(() => text("secret".repeat(600))).toThrow(/^(?!.*secret)/);
    expect(() => file({ type: "url", url: "secret" })).toThrow(/^(?!.*secret)/);
  });

  it("takes what is told as undefined for what is not told", () => {
    expect([
      card({ title: "T" }, Object({ orientation: undefined })),
      carousel([{ title: "T" }, { title: "U" }], Object({ width: undefined })),
    ]).toMatchObject([{ orientation: "vertical" }, { width: "medium" }]);
  });

  it("makes plain JSON of well-formed text", () => {
    const reply = card({ title: "a\ud800" }, { suggestions: [CHIP] });
    expect(reply).toStrictEqual({
      type: "card",
      card: { title: "a\ufffd" },
      orientation: "vertical",
      suggestions: [{ type: "reply", text: "Yes", postback: "yes" }],
    });
    expect(JSON.parse(JSON.stringify(reply))).toStrictEqual(reply);
  });
});

describe("checkReply()", () => {
  it("refuses what a bot has written without a builder", () => {
    expect(() => checkReply({ type: "text", text: "" }, NOW)).toThrow(/text: expected 1 to 3072 characters, got 0/);
    expect(() => checkReply({ type: "text", text: undefined as never }, NOW)).toThrow(/got undefined/);
    const suggestions = [{ type: "reply", text: "x".repeat(26), postback: "x" }] as const;
    expect(() => checkReply({ type: "text", text: "Hi", suggestions }, NOW)).toThrow(/suggestion text: .*got 26/);
    expect(() => checkReply(text("Hi", { expiry: expireAt(NOW) }), NOW)).toThrow(/expiry/);
  });

  it("names no scheme that it does not know: it may be anybody's words", () => {
    const open = (url: string) => () =>
      checkReply(text("Hi", { suggestions: [openUrl({ text: "Open", postback: "p", url })] }), NOW);
    expect(open("javascript:alert(1)")).toThrow(/one that begins with javascript:/);
    expect(open("call-me-on-447700900123:x")).toThrow(/^(?!.*4477).*one that begins with another scheme/);
  });

  it("takes what a builder has made", () => {
    expect(() => checkReply(card({ title: "T" }), NOW)).not.toThrow();
  });
});

describe("checkExpiry()", () => {
  it.each([1, DAYS_15])("takes a time in %i seconds", (seconds) => expect(() => expireIn(seconds)).not.toThrow());

  it.each([DAYS_15 + 1, 0, -30])("refuses a time in %i seconds, with the limit and what to do", (seconds) => {
    const message = `Cannot reply with this expiry: expected 1 to ${DAYS_15} seconds from now, got ${seconds}; set another time`;
    expect(() => expireIn(seconds)).toThrow(expect.objectContaining({ reason: "bad-reply", message }));
  });

  it("takes what never expires, and what expires so long after it left", () => {
    expect(() => checkExpiry(text("Hi"), NOW)).not.toThrow();
    expect(() => checkExpiry(text("Hi", { expiry: expireAfter(DAYS_15) }), NOW)).not.toThrow();
  });
});

function expireIn(seconds: number): void {
  checkExpiry(text("Hi", { expiry: expireAt(new Date(NOW.getTime() + seconds * 1000)) }), NOW);
}
