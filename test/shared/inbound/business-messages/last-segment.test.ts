import { describe, expect, it } from "vitest";
import { lastSegment } from "../../../../shared/inbound/business-messages/last-segment.ts";

describe("lastSegment()", () => {
  it.each([
    ["conversations/c1/messages/M1", "M1"],
    ["M1", "M1"],
  ])("finds in %s the id %s", (value, id) => expect(lastSegment({ value, path: "a" })).toBe(id));

  it.each([undefined, "", "conversations/c1/messages/"])("refuses %j and names the place", (value) => {
    expect(() => lastSegment({ value, path: "a" })).toThrow("Cannot read a: ");
  });
});
