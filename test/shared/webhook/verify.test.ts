import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { agentId, type Channel } from "../../../shared/base/ids.ts";
import type { KeyRing } from "../../../shared/webhook/key-ring.ts";
import { unwrap } from "../../../shared/webhook/unwrap.ts";
import { verify } from "../../../shared/webhook/verify.ts";
import { BUSINESS_MESSAGES_TOKEN, fixture, RCS_TOKEN, readFixtures, readVectors } from "../../support/fixtures.ts";

const BANK = agentId("rcs", "growing_tree_bank_x1y2z3w4_agent");

describe("verify()", () => {
  it.each(readVectors())("takes or refuses the vector $channel/$name as marked", (vector) => {
    const { channel, body, signature, token, isAccepted } = vector;
    expect(isVerified(channel, body, signature, partner(token))).toBe(isAccepted);
  });

  it.each(readFixtures())("takes the recorded $channel/$name", ({ channel, body, signature }) => {
    const token = channel === "rcs" ? RCS_TOKEN : BUSINESS_MESSAGES_TOKEN;
    expect(isVerified(channel, body, signature, partner(token))).toBe(true);
  });

  it("refuses a body changed after signing, whichever bit it is", () => {
    const { body, signature } = fixture("business-messages", "message-text-minimal");
    for (let bit = 0; bit < body.length * 8; bit += 1) {
      const changed = Buffer.from(body);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(isVerified("business-messages", changed, signature, partner(BUSINESS_MESSAGES_TOKEN))).toBe(false);
    }
  });

  it("refuses an RCS body signed as Business Messages signs, and the other way round", () => {
    const rcs = fixture("rcs", "user-text").body;
    expect(isVerified("rcs", rcs, mac(RCS_TOKEN, rcs), partner(RCS_TOKEN))).toBe(false);
    expect(isVerified("business-messages", rcs, fixture("rcs", "user-text").signature, partner(RCS_TOKEN))).toBe(false);
  });

  it("tells a missing, a malformed and a wrong signature apart", () => {
    const webhook = unwrap("rcs", fixture("rcs", "user-text").body);
    const ring = partner(RCS_TOKEN);
    expect(verify(webhook, undefined, ring)).toBe("missing");
    expect(verify(webhook, "not base64", ring)).toBe("malformed");
    expect(verify(webhook, `${"A".repeat(86)}==`, ring)).toBe("wrong");
  });

  it("tries the agent's own tokens, new and old, and then the partner's", () => {
    const { body, signature } = fixture("rcs", "user-text");
    const agent = agentId("rcs", "growing_tree_bank_x1y2z3w4_agent");
    expect(isVerified("rcs", body, signature, new Map([[agent, ["new", RCS_TOKEN]]]))).toBe(true);
    expect(
      isVerified(
        "rcs",
        body,
        signature,
        new Map<typeof agent | "*", readonly string[]>([
          [agent, ["new"]],
          ["*", [RCS_TOKEN]],
        ]),
      ),
    ).toBe(true);
  });

  it.each([
    ["own newest", [[BANK, [RCS_TOKEN, "old"]]], { owner: BANK, position: 0 }],
    ["own older", [[BANK, ["new", RCS_TOKEN]]], { owner: BANK, position: 1 }],
    [
      "partner's",
      [
        [BANK, ["own"]],
        ["*", ["new", RCS_TOKEN]],
      ],
      { owner: "*", position: 1 },
    ],
  ] as const)("tells that it was the agent's %s token", (_name, ring, matched) => {
    const { body, signature } = fixture("rcs", "user-text");
    expect(verify(unwrap("rcs", body), signature, new Map<typeof BANK | "*", readonly string[]>(ring))).toMatchObject({
      matched,
    });
  });

  it("holds no token in its proof", () => {
    const { body, signature } = fixture("rcs", "user-text");
    expect(JSON.stringify(verify(unwrap("rcs", body), signature, partner(RCS_TOKEN)))).not.toContain(RCS_TOKEN);
  });

  it("refuses the token of another agent", () => {
    const { body, signature } = fixture("rcs", "user-text");
    const ring: KeyRing = new Map([[agentId("rcs", "somebody_else"), [RCS_TOKEN]]]);
    expect(isVerified("rcs", body, signature, ring)).toBe(false);
  });

  it("tries every token for a body that names no agent", () => {
    const body = Buffer.from("not JSON");
    const ring: KeyRing = new Map([[agentId("business-messages", "brands/b/agents/a"), ["token"]]]);
    expect(isVerified("business-messages", body, mac("token", body), ring)).toBe(true);
  });

  it.each([
    [65_536, true],
    [65_537, false],
  ])("takes a body of %i bytes that names no agent: %s", (length, isTaken) => {
    const body = Buffer.alloc(length, "x");
    expect(isVerified("business-messages", body, mac("token", body), partner("token"))).toBe(isTaken);
  });

  it("calls the signature of a large body that names no agent wrong", () => {
    const body = Buffer.alloc(65_537, "x");
    const webhook = unwrap("business-messages", body);
    expect(verify(webhook, mac("token", body), partner("token"))).toBe("wrong");
  });

  it("takes a large body that names its agent", () => {
    const body = Buffer.from(JSON.stringify({ agent: "brands/b/agents/a", text: "x".repeat(65_536) }));
    expect(isVerified("business-messages", body, mac("token", body), partner("token"))).toBe(true);
  });

  it("refuses an RCS body without signed bytes", () => {
    const body = Buffer.from('{"message":{}}');
    expect(isVerified("rcs", body, mac("token", Buffer.from("")), partner("token"))).toBe(false);
  });
});

function isVerified(channel: Channel, body: Buffer, signature: string | undefined, ring: KeyRing): boolean {
  return typeof verify(unwrap(channel, body), signature, ring) !== "string";
}

function partner(token: string): KeyRing {
  return new Map([["*", [token]]]);
}

function mac(token: string, bytes: Buffer): string {
  return createHmac("sha512", token).update(bytes).digest("base64");
}
