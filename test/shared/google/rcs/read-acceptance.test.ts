import { describe, expect, it } from "vitest";
import { readAcceptance } from "../../../../shared/google/rcs/read-acceptance.ts";

const NAME = "phones/+12025550123/agentMessages/0b9f6d0e-6c59-4d0c-9c5e-3f7f6b2a1d44";

describe("readAcceptance()", () => {
  it.each([
    [
      { richMessageClassification: { classificationType: "RICH_MESSAGE", segmentCount: "2" } },
      { type: "rich", segments: 2 },
    ],
    [{ richMessageClassification: { classificationType: "RICH_MEDIA_MESSAGE" } }, { type: "rich-media" }],
    [{ richMessageClassification: { classificationType: "SESSION" } }, { type: "unknown" }],
  ])("reads how a carrier counts a message: %j", (taken, billing) => {
    expect(readAcceptance({ name: NAME, ...taken })).toEqual({ billing });
  });

  it("reads the carrier, the bytes of attachments, and until when Google tries to deliver", () => {
    const taken = {
      carrier: "example-us-carrier",
      totalPayloadSizeBytes: "127806",
      expireTime: "2026-11-20T10:15:00.5Z",
    };
    expect(readAcceptance({ name: NAME, ...taken })).toEqual({
      carrier: "example-us-carrier",
      attachmentBytes: 127_806,
      expireTime: "2026-11-20T10:15:00.500Z",
    });
  });

  it.each([undefined, {}, { name: NAME, contentMessage: { text: "Hello" } }])("reads nothing from %j", (taken) => {
    expect(readAcceptance(taken)).toEqual({});
  });

  it.each([
    { richMessageClassification: "RICH_MESSAGE" },
    { carrier: "+12025550123" },
    { carrier: "a name\nand a line" },
    { totalPayloadSizeBytes: "many" },
    { expireTime: "tomorrow" },
  ])("leaves %j out", (taken) => expect(readAcceptance({ name: NAME, ...taken })).toEqual({}));
});
