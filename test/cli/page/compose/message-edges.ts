import { type Draft, readDraft } from "../../../../page/read-draft.ts";
import { BOTH, chip, type Edge, link, RCS, words } from "./edge.ts";

type Options = Pick<Draft, "suggestions" | "expiry" | "trafficType">;

const label = { text: "Do it", postback: "do" } as const;
const of = (type: string, members: object) =>
  readDraft({ value: { type: "text", text: "Hi", suggestions: [{ type, ...label, ...members }] }, path: "" });
const said = (text: string, options: Options = {}): Draft => ({ type: "text", text, ...options });
const event = { start: "2026-12-01T19:00:00Z", end: "2026-12-01T20:00:00Z", title: "Dinner" };

/** The limits of all but cards. */
export const MESSAGE_EDGES: Readonly<Record<string, Edge>> = {
  "the length of a text": {
    at: said(words(3072)),
    over: said(words(3073)),
    place: "text",
    words: "expected 1 to 3072 characters, got 3073; shorten or split it",
    by: BOTH,
  },
  "a text that is there": {
    at: said(words(1)),
    over: said(""),
    place: "text",
    words: "expected 1 to 3072 characters, got 0; write something, or leave it out",
    by: BOTH,
  },
  "how many suggestions there are": {
    at: said("Hi", { suggestions: Array(11).fill(chip()) }),
    over: said("Hi", { suggestions: Array(12).fill(chip()) }),
    place: "suggestions",
    words: "expected at most 11, got 12; leave some out",
    by: RCS,
  },
  "the words of a suggestion": {
    at: said("Hi", { suggestions: [chip(), chip(words(25))] }),
    over: said("Hi", { suggestions: [chip(), chip(words(26))] }),
    place: "suggestions[1].text",
    words: "expected 1 to 25 characters, got 26; shorten it",
    by: BOTH,
  },
  "the length of a postback": {
    at: said("Hi", { suggestions: [chip("Yes", words(2048))] }),
    over: said("Hi", { suggestions: [chip("Yes", words(2049))] }),
    place: "suggestions[0].postback",
    words: "expected 1 to 2048 characters, got 2049; shorten it",
    by: BOTH,
  },
  "the length of a page's link": {
    at: of("openUrl", { url: link(2048) }),
    over: of("openUrl", { url: link(2049) }),
    place: "suggestions[0].url",
    words: "expected 1 to 2048 characters, got 2049; shorten it",
    by: BOTH,
  },
  "a page's link that is one": {
    at: of("openUrl", { url: "https://example.com/תפריט" }),
    over: of("openUrl", { url: "example.com" }),
    place: "suggestions[0].url",
    words: "expected an absolute URL, got 11 characters that are none; begin it with https://",
    by: BOTH,
  },
  "a page's host that is one": {
    at: of("openUrl", { url: "https://example.com/{{order}}" }),
    over: of("openUrl", { url: "https://{{shop}}.example.com/" }),
    place: "suggestions[0].url",
    words:
      "expected a public web URL, got one that RFC 3986 does not know; write it as https://example.com/a%20page, or use a builder, which encodes it",
    by: BOTH,
  },
  "the signs of a number": {
    at: of("dial", { phone: "+442079460000" }),
    over: of("dial", { phone: "+44 20 79460000" }),
    place: "suggestions[0].phone",
    words: "expected digits, + * #, got 15 characters with others; write it as +442079460000",
    by: RCS,
  },
  "the latitude of a place": {
    at: of("viewLocation", { place: { type: "point", latitude: 90, longitude: 0 } }),
    over: of("viewLocation", { place: { type: "point", latitude: 90.5, longitude: 0 } }),
    place: "suggestions[0].place.latitude",
    words: "expected -90 to 90, got 90.5; correct the number",
    by: RCS,
  },
  "a longitude that is a number": {
    at: of("viewLocation", { place: { type: "point", latitude: 0, longitude: -180 } }),
    over: of("viewLocation", { place: { type: "point", latitude: 0, longitude: null } }),
    place: "suggestions[0].place.longitude",
    words: "expected -180 to 180, got no number; correct the number",
    by: [],
  },
  "the title of an event": {
    at: of("addToCalendar", { ...event, title: words(100) }),
    over: of("addToCalendar", { ...event, title: words(101) }),
    place: "suggestions[0].title",
    words: "expected 1 to 100 characters, got 101; shorten it",
    by: RCS,
  },
  "the description of an event": {
    at: of("addToCalendar", { ...event, description: words(500) }),
    over: of("addToCalendar", { ...event, description: words(501) }),
    place: "suggestions[0].description",
    words: "expected 1 to 500 characters, got 501; shorten it",
    by: RCS,
  },
  "the link of a file": {
    at: { type: "file", media: { type: "url", url: link(2048) } },
    over: { type: "file", media: { type: "url", url: link(2049) } },
    place: "media.url",
    words: "expected 1 to 2048 characters, got 2049; shorten it",
    by: RCS,
  },
  "the end of an event after its beginning": {
    at: of("addToCalendar", event),
    over: of("addToCalendar", { ...event, end: event.start }),
    place: "suggestions[0].end",
    words: "expected a time after the start, got an earlier one or the same; correct the times",
    by: [],
  },
  "the length of an alternative text": {
    at: { type: "image", media: { type: "url", url: link(30), altText: words(1000) } },
    over: { type: "image", media: { type: "url", url: link(30), altText: words(1001) } },
    place: "media.altText",
    words: "expected 1 to 1000 characters, got 1001; shorten it",
    by: [],
  },
  "the longest life": {
    at: said("Hi", { expiry: { type: "after", seconds: 1_296_000 } }),
    over: said("Hi", { expiry: { type: "after", seconds: 1_296_001 } }),
    place: "expiry.seconds",
    words: "expected 1 to 1296000, got 1296001; correct the number",
    by: RCS,
  },
};
