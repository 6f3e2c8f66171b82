import { describe, expect, it } from "vitest";
import { encodeLinks, isWebUri, toUri } from "../../../shared/reply/uri.ts";

const ENCODED: readonly (readonly [link: string, uri: string])[] = [
  ["https://example.com/קטלוג.jpg", "https://example.com/%D7%A7%D7%98%D7%9C%D7%95%D7%92.jpg"],
  ["https://דוגמה.example/א?ב=ג#ד", "https://xn--6dbbec0c.example/%D7%90?%D7%91=%D7%92#%D7%93"],
  ["https://example.com/a b.pdf?q=c d", "https://example.com/a%20b.pdf?q=c%20d"],
  ["https://example.com/a|b?x[]=1&y={z}", "https://example.com/a%7Cb?x%5B%5D=1&y=%7Bz%7D"],
  ["https://example.com/100%?a=50%", "https://example.com/100%25?a=50%25"],
  ["https://me:pä@bücher.example:8080/🎩", "https://me:p%C3%A4@xn--bcher-kva.example:8080/%F0%9F%8E%A9"],
  ["https://example.com/\ud800", "https://example.com/%EF%BF%BD"],
];

const URIS = ["https://example.com", "HTTP://EXAMPLE.com/%d7%a7?a=(1)&b='2'#/c?d", "http://[::1]:4100/a"];

describe("toUri()", () => {
  it.each(ENCODED)("writes %s as %s, which it leaves as it is", (link, uri) => {
    expect([toUri(link), toUri(uri)]).toEqual([uri, uri]);
    expect([link, uri].map(isWebUri)).toEqual([false, true]);
  });

  it.each(URIS)("leaves %s as it is", (uri) => expect([toUri(uri), isWebUri(uri)]).toEqual([uri, true]));

  it.each([
    "example.com",
    "ftp://example.com/ק",
    "https:///ק",
    "https://my shop.example/ק",
    "https://a\\ק",
    " https://example.com/ק",
    "https://example.com/\tק",
    "https://example.com/\u200fק",
    "https://example.com:99999/",
    "https://{{shop}}.example.com/",
    'https://"example".com/',
  ])("makes no web link of %j", (link) => expect(isWebUri(toUri(link))).toBe(false));
});

describe("encodeLinks()", () => {
  it("encodes the links at any depth, and nothing else", () => {
    const card = { title: "https://example.com/ק", media: { type: "url", url: "https://example.com/ק" } };
    const at = new Date(0);
    expect(encodeLinks({ cards: [card], at, url: 7 })).toEqual({
      cards: [{ title: card.title, media: { type: "url", url: "https://example.com/%D7%A7" } }],
      at,
      url: 7,
    });
  });
});
