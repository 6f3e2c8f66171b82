import { describe, expect, it } from "vitest";
import type { Channel } from "../../../shared/base/ids.ts";
import { answerHandshake } from "../../../shared/webhook/answer-handshake.ts";
import type { KeyRing } from "../../../shared/webhook/key-ring.ts";
import { BUSINESS_MESSAGES_TOKEN, fixture, RCS_TOKEN } from "../../support/fixtures.ts";

const RING: KeyRing = new Map([["*", [RCS_TOKEN, BUSINESS_MESSAGES_TOKEN]]]);

describe("handshake()", () => {
  it("gives the bare secret for a known token, on both channels", () => {
    expect(answerHandshake(bodyOf("rcs", "webhook-verification"), RING)).toEqual({ secret: "1234567890" });
    expect(answerHandshake(bodyOf("business-messages", "handshake"), RING)).toEqual({ secret: "0123456789" });
  });

  it("refuses an unknown token", () => {
    expect(answerHandshake(bodyOf("rcs", "webhook-verification-wrong-token"), RING)).toBe("wrong-token");
  });

  it("is no handshake when there is a message", () => {
    expect(answerHandshake({ clientToken: RCS_TOKEN, secret: "1", message: {} }, RING)).toBeUndefined();
  });

  it.each([
    { clientToken: 1, secret: "1" },
    { clientToken: RCS_TOKEN },
    { clientToken: RCS_TOKEN, secret: "" },
    { clientToken: RCS_TOKEN, secret: "x".repeat(513) },
    { clientToken: RCS_TOKEN, secret: { html: true } },
  ])("reflects nothing that is no short secret: %j", (json) => expect(answerHandshake(json, RING)).toBe("malformed"));

  it.each([undefined, null, [], "text", {}])("is no handshake: %j", (json) => {
    expect(answerHandshake(json, RING)).toBeUndefined();
  });
});

function bodyOf(channel: Channel, name: string): unknown {
  return JSON.parse(fixture(channel, name).body.toString());
}
