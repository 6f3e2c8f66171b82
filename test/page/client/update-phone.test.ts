import { describe, expect, it } from "vitest";
import { newPhone } from "../../../page/client/state.ts";
import { updatePhone } from "../../../page/client/update-phone.ts";
import type { CallDeed, PageStep } from "../../../page/page-fact.ts";

const MESSAGE: CallDeed = { type: "message", text: "Hi", bytes: 4 };
const REVOKE: CallDeed = { type: "revoke", message: "one" };
const QUEUED: PageStep = { type: "call", step: "queued", call: { id: "one", does: MESSAGE } };

function queuedAfter(...steps: readonly PageStep[]): readonly string[] {
  const facts = steps.map((step, index) => ({ ...step, seq: index + 1, at: "2030-01-01T00:00:00Z" }));
  return facts.reduce(updatePhone, newPhone("rcs/+447700900001")).queued;
}

describe("what waits for a phone", () => {
  it.each<readonly [string, PageStep]>([
    ["is shown", { type: "call", step: "shown", call: { id: "one", does: MESSAGE } }],
    ["was taken back", { type: "answered", call: { id: "two", does: REVOKE }, status: 200, ms: 1 }],
    ["has expired", { type: "webhook", tells: "receipt", expired: "one", result: "acknowledged", status: 200 }],
    [
      "was too old when the phone was online again",
      { type: "profile", profile: { reach: "online", receipts: "read" } },
    ],
  ])("waits no longer when it %s", (_, step) => {
    expect(queuedAfter(QUEUED)).toEqual(["one"]);
    expect(queuedAfter(QUEUED, step)).toEqual([]);
  });

  it("waits on when Google refuses to take it back", () => {
    const refused: PageStep = { type: "answered", call: { id: "two", does: REVOKE }, status: 404, ms: 1 };
    expect(queuedAfter(QUEUED, refused)).toEqual(["one"]);
  });
});
