import { describe, expect, it } from "vitest";
import { onReceipt } from "../../../functions/receipts/on-receipt.ts";
import { fixture } from "../../support/fixtures.ts";
import { factOf, maya, webhookOf } from "../../support/sealed.ts";

describe("onReceipt()", () => {
  it("merges one receipt", () => {
    const fact = factOf("receipt", fixture("rcs", "event-read"));
    expect(onReceipt(fact)).toEqual([["0b9f6d0e-6c59-4d0c-9c5e-3f7f6b2a1d44", fact.receipts]]);
  });

  it("merges a batch once for each message", () => {
    const merges = onReceipt(factOf("receipt", fixture("business-messages", "receipts-batch")));
    const types = merges.map(([, receipts]) => receipts.map(({ type }) => type));
    expect(types).toEqual([["delivered", "read"], ["delivered", "read"], ["read"]]);
  });

  it("does nothing about an empty batch", () => {
    const batch = factOf("receipt", webhookOf("business-messages", maya.read("m1")));
    expect(onReceipt({ ...batch, receipts: [] })).toEqual([]);
  });
});
