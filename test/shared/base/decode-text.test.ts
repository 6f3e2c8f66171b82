import { describe, expect, it } from "vitest";
import { decodeText } from "../../../shared/base/decode-text.ts";

describe("decodeText()", () => {
  it.each([
    ["UTF-8", [0xc5, 0xbc], "ż"],
    ["UTF-8 behind a mark", [0xef, 0xbb, 0xbf, 0xc5, 0xbc], "ż"],
    ["UTF-16 behind a mark", [0xff, 0xfe, 0x7c, 0x01], "ż"],
    ["UTF-16 in the other order", [0xfe, 0xff, 0x01, 0x7c], "ż"],
    ["nothing but a mark", [0xef, 0xbb, 0xbf], ""],
    ["nothing", [], ""],
    ["one byte that is no text", [0xff], "\uFFFD"],
  ])("reads %s", (_case, bytes, text) => expect(decodeText(Uint8Array.from(bytes))).toBe(text));
});
