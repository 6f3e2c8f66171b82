import { describe, expect, it } from "vitest";
import type { OutgoingId } from "../../../../shared/base/ids.ts";
import { pathSegment, urlOf, uuid } from "../../../../shared/google/http/path.ts";

describe("pathSegment()", () => {
  it.each([
    ["abc", "abc"],
    ["a/b?c#d e%", "a%2Fb%3Fc%23d%20e%25"],
    ["...", "..."],
    ["../x", "..%2Fx"],
  ])("encodes %j", (value, encoded) => expect(pathSegment(value, "conversation")).toBe(encoded));

  it.each(["", ".", ".."])("refuses %j, which would lead elsewhere", (value) => {
    expect(() => pathSegment(value, "conversation")).toThrow("Cannot call Google: expected a conversation id, got");
  });

  it.each([
    ["conversation", "bad-address"],
    ["message", "bad-id"],
  ] as const)("tells a %s apart by its reason", (what, reason) => {
    expect(() => pathSegment("", what)).toThrow(expect.objectContaining({ reason }));
  });
});

describe("uuid()", () => {
  it.each(["0b9f6d0e-6c59-4d0c-9c5e-3f7f6b2a1d44", "3B0C6C1E-0C52-5E0F-8A51-7F1FD2F6F001"])("takes %s", (id) => {
    expect(uuid(id as OutgoingId)).toBe(id);
  });

  it.each(["", "1", "0b9f6d0e6c594d0c9c5e3f7f6b2a1d44", "0b9f6d0e-6c59-4d0c-9c5e-3f7f6b2a1d44/x"])("refuses %j", (id) =>
    expect(() => uuid(id as OutgoingId)).toThrow(expect.objectContaining({ reason: "bad-id" })),
  );
});

describe("urlOf()", () => {
  it("encodes the query", () => {
    expect(urlOf("https://x", "/v1/y", { agentId: "a&b", messageId: "+1" })).toBe(
      "https://x/v1/y?agentId=a%26b&messageId=%2B1",
    );
  });
});
