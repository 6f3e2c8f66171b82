import { describe, expect, test } from "vitest";
import { classify } from "../../../simulator/api/classification.ts";

const RICH = { classificationType: "RICH_MESSAGE", segmentCount: 1 };
const MEDIA = { classificationType: "RICH_MEDIA_MESSAGE" };
const CHIP = { text: "Do it", postbackData: "do" };

function classified(text: string, content?: Readonly<Record<string, unknown>>, fileBytes = 0) {
  const act = { type: "message", text, ...(content === undefined ? {} : { content }) } as const;
  return classify({ act }, { carrier: "c", fileBytes });
}

const withChip = (chip: object) => classified("Hi", { text: "Hi", suggestions: [chip] });

describe("classify()", () => {
  test.each([
    ["x".repeat(160), 1],
    ["x".repeat(161), 2],
    ["א".repeat(81), 2],
  ])("counts segments of 160 bytes in %s", (text, segmentCount) => {
    expect(classified(text)).toEqual({ richMessageClassification: { ...RICH, segmentCount }, carrier: "c" });
  });

  test.each([
    [{ reply: CHIP }, RICH],
    [{ action: { ...CHIP, dialAction: { phoneNumber: "+1" } } }, RICH],
    [{ action: { ...CHIP, openUrlAction: { url: "https://example.com" } } }, RICH],
    [{ action: { ...CHIP, openUrlAction: { url: "https://example.com", application: "WEBVIEW" } } }, MEDIA],
    [{ action: { ...CHIP, shareLocationAction: {} } }, MEDIA],
  ])("counts a text with the suggestion %j as %j", (chip, richMessageClassification) => {
    expect(withChip(chip)).toEqual({ richMessageClassification, carrier: "c" });
  });

  test("counts a file as media, and tells its bytes in a text, as JSON has 64-bit numbers", () => {
    const content = { contentInfo: { fileUrl: "https://example.com/a.jpg" } };
    expect(classified("", content, 127_806)).toEqual({
      richMessageClassification: MEDIA,
      carrier: "c",
      totalPayloadSizeBytes: "127806",
    });
  });
});
