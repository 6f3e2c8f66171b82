import { describe, expect, it } from "vitest";
import { addressIn, isPhone } from "../../../shared/base/phone.ts";

describe("addressIn()", () => {
  it.each([
    "+447700900123",
    " +44 7700 900-123 ",
    "+44 (0)7700 900123",
    "+44.7700.900.123",
    "+44\u00A07700\u2009900\u2011123",
    "\u202A+44 7700 900123\u202C",
    "\uFF0B\uFF14\uFF14 7700/900123",
  ])("knows %j as one phone", (written) => {
    expect(addressIn(written)).toBe("+447700900123");
  });

  it.each(["07700 900123", "0044 7700 900123", "4.47701E+11", "+44 7700 90012x"])(
    "leaves %j, which is none",
    (written) => {
      expect(isPhone(addressIn(written))).toBe(false);
    },
  );

  it("leaves the name of a conversation as it is", () => {
    expect(addressIn("conversation-(1).a")).toBe("conversation-(1).a");
  });
});
