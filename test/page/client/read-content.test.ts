import { describe, expect, it } from "vitest";
import { readContent } from "../../../page/client/read-content.ts";

function kindOf(fileUrl: string): string | undefined {
  return readContent("", { contentInfo: { fileUrl } }).media?.kind;
}

function chipOf(suggestion: unknown): unknown {
  return readContent("", { text: "Choose", suggestions: [suggestion] }).chips[0];
}

describe("readContent()", () => {
  it.each([
    ["https://example.com/a.PNG", "image"],
    ["https://example.com/a.gif?size=1", "gif"],
    ["https://example.com/a.mp4", "video"],
    ["https://example.com/a.pdf", "file"],
    ["https://example.com/a", "image"],
  ])("takes %s for a %s", (url, kind) => {
    expect(kindOf(url)).toBe(kind);
  });

  it.each([
    [{ reply: { text: "Tea" } }, { label: "Tea", kind: "reply", target: "" }],
    [{ reply: { text: "Tea", postbackData: "t" } }, { label: "Tea", kind: "reply", target: "", postback: "t" }],
    [
      { action: { text: "Web", openUrlAction: { url: "https://a.example" } } },
      { label: "Web", kind: "url", target: "https://a.example" },
    ],
    [{ action: { text: "Call", dialAction: { phoneNumber: "+44" } } }, { label: "Call", kind: "dial", target: "+44" }],
    [{ action: { text: "Here", shareLocationAction: {} } }, { label: "Here", kind: "share-place", target: "" }],
    [
      { action: { text: "Map", viewLocationAction: { latLong: { latitude: 1, longitude: 2 } } } },
      { label: "Map", kind: "place", target: "1, 2" },
    ],
    [{ liveAgentRequest: {} }, { label: "liveAgentRequest", kind: "person", target: "" }],
    [{ somethingNew: {} }, undefined],
  ])("knows what a tap does: %j", (suggestion, chip) => {
    expect(chipOf(suggestion)).toEqual(chip && { postback: "", ...chip });
  });

  it.each([
    [[]],
    ["text"],
    [{ richCard: null }],
    [{ richCard: { carouselCard: { cardContents: "none" } } }],
    [{ suggestions: {} }],
  ])("draws nothing where the JSON is not what it should be: %j", (content) => {
    const { text, media, chips } = readContent("", content as Readonly<Record<string, unknown>>);
    expect([text, media, chips]).toEqual(["", undefined, []]);
  });
});
