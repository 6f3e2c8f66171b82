import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Channel } from "../../shared/base/ids.ts";
import { unwrap } from "../../shared/webhook/unwrap.ts";
import { type Verified, verify } from "../../shared/webhook/verify.ts";
import { sign } from "../../simulator/webhooks/sign.ts";
import { anyBytes, RUNS } from "./arbitraries.ts";

const signedBytes = anyBytes.filter(({ length }) => length > 0 && length <= 65_536);
const token = fc.string({ minLength: 1, unit: "binary" });

/** What comes of a webhook over `bytes` that holds the signature of `signed`. */
function verified(channel: Channel, bytes: Buffer, by: { readonly token: string; readonly signed: Buffer }) {
  const envelope = Buffer.from(JSON.stringify({ message: { data: bytes.toString("base64") } }));
  const webhook = unwrap(channel, channel === "rcs" ? envelope : bytes);
  return verify(webhook, sign(by.signed, by.token), new Map([["*", ["older", by.token]]]));
}

function flip(bytes: Buffer, bit: number): Buffer {
  const changed = Buffer.from(bytes);
  const at = Math.floor(bit / 8) % bytes.length;
  changed[at] = (changed[at] ?? 0) ^ (1 << (bit % 8));
  return changed;
}

describe.each(["rcs", "business-messages"] as const)("verify(), %s", (channel) => {
  it("refuses a signed body with any one bit changed", () => {
    fc.assert(
      fc.property(signedBytes, token, fc.nat(), (signed, by, bit) => {
        expect(verified(channel, flip(signed, bit), { token: by, signed })).toBe("wrong");
      }),
      RUNS,
    );
  });

  it("takes what is signed and keeps every byte", () => {
    fc.assert(
      fc.property(signedBytes, token, (signed, by) => {
        const { bytes } = verified(channel, signed, { token: by, signed }) as Verified;
        expect(bytes).toEqual(signed);
      }),
      RUNS,
    );
  });

  it("refuses a signature with any one bit changed", () => {
    fc.assert(
      fc.property(signedBytes, fc.nat(), (signed, bit) => {
        const envelope = Buffer.from(JSON.stringify({ message: { data: signed.toString("base64") } }));
        const signature = flip(Buffer.from(sign(signed, "token"), "base64"), bit).toString("base64");
        const webhook = unwrap(channel, channel === "rcs" ? envelope : signed);
        expect(verify(webhook, signature, new Map([["*", ["token"]]]))).toBe("wrong");
      }),
      RUNS,
    );
  });
});
