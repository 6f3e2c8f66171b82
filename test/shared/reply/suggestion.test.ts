import { describe, expect, it } from "vitest";
import {
  addToCalendar,
  authenticate,
  dial,
  openUrl,
  requestLiveAgent,
  shareLocation,
  suggestReply,
  viewLocation,
} from "../../../shared/reply/suggestion.ts";

const CHIP = { text: "Do it", postback: "do" };
const START = new Date("2026-12-01T19:00:00Z");
const EVENT = { ...CHIP, start: START, end: new Date("2026-12-01T20:00:00.250Z"), title: "Tasting" };
const LONG_URL = `https://example.com/${"u".repeat(2029)}`;

function point(latitude: number, longitude: number) {
  return viewLocation({ ...CHIP, place: { type: "point", latitude, longitude } });
}

const REFUSED: Readonly<Record<string, readonly [() => unknown, RegExp]>> = {
  "a long text": [
    () => suggestReply({ text: "x".repeat(26), postback: "p" }),
    /suggestion text: expected 1 to 25 characters, got 26; shorten it/,
  ],
  "no text": [() => requestLiveAgent({ text: "", postback: "p" }), /suggestion text: .*got 0/],
  "a long postback": [() => shareLocation({ text: "x", postback: "p".repeat(2049) }), /postback: .*2048.*2049/],
  "no postback": [() => suggestReply({ text: "x", postback: "" }), /postback: .*got 0/],
  "a URL that is none": [() => openUrl({ ...CHIP, url: "example.com" }), /URL: expected an absolute URL/],
  "a URL without slashes": [() => openUrl({ ...CHIP, url: "https:/shop.example" }), /URL: expected a public web URL/],
  "a URL after a space": [() => openUrl({ ...CHIP, url: " https://shop.example" }), /with white space around it/],
  "a URL in two lines": [() => openUrl({ ...CHIP, url: "https://shop.example/a\nb" }), /a line break.*type it anew/],
  "a URL with an invisible mark": [() => openUrl({ ...CHIP, url: "https://shop.example/\u200fa" }), /invisible signs/],
  "a URL with a space in its host": [() => openUrl({ ...CHIP, url: "https://my shop.example" }), /an absolute URL/],
  "a URL that is too long once it is encoded": [
    () => openUrl({ ...CHIP, url: `https://shop.example/${"ק".repeat(338)}` }),
    /URL: expected 1 to 2048 characters, got 2049/,
  ],
  "a webview that is described by nothing": [
    () => openUrl({ ...CHIP, url: "https://shop.example", webview: { view: "full", description: "" } }),
    /webview description: .*got 0/,
  ],
  "a long URL": [() => openUrl({ ...CHIP, url: LONG_URL }), /URL: expected 1 to 2048 characters, got 2049/],
  "a fallback URL that is none": [() => shareLocation({ ...CHIP, fallbackUrl: "x" }), /fallback URL/],
  "a phone number with words": [() => dial({ ...CHIP, phone: "tel:+44" }), /phone number: expected digits, \+ \* #/],
  "a long phone number": [() => dial({ ...CHIP, phone: "1".repeat(65) }), /phone number: expected 1 to 64 .*got 65/],
  "a place without a name": [
    () => viewLocation({ ...CHIP, place: { type: "point", latitude: 1, longitude: 2, label: "" } }),
    /place label: .*got 0/,
  ],
  "a latitude over the pole": [() => point(91, 0), /latitude: expected -90 to 90, got 91/],
  "a longitude round the world": [() => point(0, -181), /longitude: expected -180 to 180, got -181/],
  "a latitude that is no number": [() => point(Number.NaN, 0), /latitude: .*got no number/],
  "an empty query": [() => viewLocation({ ...CHIP, place: { type: "query", query: "" } }), /place query/],
  "an event without a title": [() => addToCalendar({ ...EVENT, title: "" }), /event title: .*got 0/],
  "a long event title": [() => addToCalendar({ ...EVENT, title: "t".repeat(101) }), /event title: .*100.*got 101/],
  "a long event description": [
    () => addToCalendar({ ...EVENT, description: "d".repeat(501) }),
    /event description: .*500.*got 501/,
  ],
  "an event that ends as it starts": [() => addToCalendar({ ...EVENT, end: START }), /event end: .*after the start/],
  "an event at no time": [() => addToCalendar({ ...EVENT, start: new Date("") }), /event start: expected a time/],
  "authentication for a scope without a name": [
    () => authenticate({ clientId: "c", codeChallenge: "x", scopes: ["profile", ""] }),
    /OAuth scope: .*got 0/,
  ],
  "authentication for nothing": [
    () => authenticate({ clientId: "c", codeChallenge: "x", scopes: [] }),
    /list of OAuth scopes: expected at least 1, got 0/,
  ],
};

describe("every suggestion builder", () => {
  it.each(Object.entries(REFUSED))("refuses %s", (_claim, [build, message]) => {
    expect(build).toThrow(message);
    expect(build).toThrow(expect.objectContaining({ reason: "bad-reply" }));
  });

  it("takes the longest that both channels take", () => {
    const build = () => openUrl({ text: "x".repeat(25), postback: "p".repeat(2048), url: LONG_URL.slice(0, 2048) });
    expect(build).not.toThrow();
  });
});

describe("addToCalendar()", () => {
  it("writes its times in RFC 3339, with a fraction only where there is one", () => {
    expect(addToCalendar(EVENT)).toEqual({
      ...CHIP,
      type: "addToCalendar",
      start: "2026-12-01T19:00:00Z",
      end: "2026-12-01T20:00:00.250Z",
      title: "Tasting",
    });
  });
});
