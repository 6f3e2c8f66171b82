import { describe, expect, it } from "vitest";
import { receipts } from "../../../functions/receipts/receipts.ts";
import type { MessageId } from "../../../shared/base/ids.ts";
import { fixture } from "../../support/fixtures.ts";
import { openPorts, pushOf } from "../../support/open-ports.ts";
import { maya, sealed, webhookOf } from "../../support/sealed.ts";

/** Which receipts were merged for which message, in one merge each. */
async function merges(message: ReturnType<typeof sealed>) {
  const ports = await openPorts();
  const merged: unknown[] = [];
  const history = {
    ...ports.history,
    mergeReceipts: async (...of: Parameters<typeof ports.history.mergeReceipts>) => {
      const [, id, all] = of;
      merged.push([id satisfies MessageId, all.map(({ type }) => type)]);
      await ports.history.mergeReceipts(...of);
    },
  };
  const { status } = await receipts({ ...ports, history })(pushOf(message));
  return { status, merged, events: ports.lines.filter((line) => JSON.stringify(line).includes("receipt_merged")) };
}

describe("receipts()", () => {
  it("merges one receipt", async () => {
    const { status, merged } = await merges(sealed(fixture("rcs", "event-read")));
    expect({ status, merged }).toEqual({ status: 200, merged: [["0b9f6d0e-6c59-4d0c-9c5e-3f7f6b2a1d44", ["read"]]] });
  });

  it("merges a batch once for each message", async () => {
    const { merged } = await merges(sealed(fixture("business-messages", "receipts-batch")));
    const types = merged.map((one) => (one as readonly unknown[])[1]);
    expect(types).toEqual([["delivered", "read"], ["delivered", "read"], ["read"]]);
  });

  it("logs each receipt", async () => {
    const { events } = await merges(sealed(webhookOf("business-messages", maya.read("m1"))));
    expect(events).toMatchObject([{ severity: "INFO", event: "receipt_merged", kind: "read" }]);
  });
});
