import { describe, expect, it } from "vitest";
import { handshake } from "../../../shared/webhook/handshake.ts";
import type { KeyRing } from "../../../shared/webhook/key-ring.ts";
import { BUSINESS_MESSAGES_TOKEN, fixture, RCS_TOKEN } from "../../fixtures.ts";

const RING: KeyRing = new Map([["*", [RCS_TOKEN, BUSINESS_MESSAGES_TOKEN]]]);

describe("handshake()", () => {
  it("gives the bare secret for a known token, on both channels", () => {
    expect(handshake(fixture("rcs", "webhook-verification").body, RING)).toEqual({ secret: "1234567890" });
    expect(handshake(fixture("business-messages", "handshake").body, RING)).toEqual({ secret: "0123456789" });
  });

  it("refuses an unknown token", () => {
    expect(handshake(fixture("rcs", "webhook-verification-wrong-token").body, RING)).toBe("wrong-token");
  });

  it("is no handshake when there is a message", () => {
    const body = Buffer.from(JSON.stringify({ clientToken: RCS_TOKEN, secret: "1", message: {} }));
    expect(handshake(body, RING)).toBeUndefined();
  });

  it.each([
    { clientToken: 1, secret: "1" },
    { clientToken: RCS_TOKEN },
    { clientToken: RCS_TOKEN, secret: "" },
    { clientToken: RCS_TOKEN, secret: "x".repeat(513) },
    { clientToken: RCS_TOKEN, secret: { html: true } },
  ])("reflects nothing that is no short secret: %j", (body) => {
    expect(handshake(Buffer.from(JSON.stringify(body)), RING)).toBe("malformed");
  });
});
