import { describe, expect, it } from "vitest";
import { judgeWay } from "../../../page/client/judge-way.ts";
import type { PageFact, PageStep } from "../../../page/page-fact.ts";

const AT = "2026-11-20T12:00:00.000Z";
const BEGUN: PageStep = { type: "delivery", function: "messages", attempt: 1, step: "begun" };
const SHOWN: PageStep = {
  type: "call",
  step: "shown",
  call: { id: "one", does: { type: "message", text: "Hi", bytes: 4 } },
};

function ended(status: number): PageStep {
  return { type: "delivery", function: "messages", attempt: 1, step: "ended", status, ms: 1 };
}

function refused(reason: string): PageStep {
  return { type: "logged", severity: "ERROR", event: "act_refused", json: { reason } };
}

function judge(...steps: readonly PageStep[]) {
  const facts = steps.map((step, index): PageFact => ({ ...step, seq: index + 1, at: AT }));
  return judgeWay({ id: "way", title: "Hi", phone: undefined, at: AT, steps: facts });
}

describe("judgeWay()", () => {
  it("says that the promise held when the last delivery has ended well, also after one that was killed", () => {
    expect(judge(BEGUN, SHOWN, ended(200))).toMatchObject({ type: "held" });
    expect(judge(BEGUN, SHOWN, ended(500), BEGUN)).toMatchObject({ type: "going" });
    expect(judge(BEGUN, SHOWN, ended(500), BEGUN, ended(200))).toMatchObject({ type: "held" });
  });

  it("says that it is broken when Google has refused the answer and no other channel has it", () => {
    expect(judge(BEGUN, refused("google-404"), ended(200))).toMatchObject({
      type: "broken",
      words: expect.stringContaining("google-404"),
    });
    const fallback: PageStep = { type: "fallback", text: "Hi", reason: "unreachable", json: {} };
    expect(judge(BEGUN, fallback, refused("unreachable"), ended(200))).toMatchObject({ type: "held" });
  });

  it("says why nothing was said when we withheld it", () => {
    expect(judge(BEGUN, refused("opted-out"), ended(200))).toEqual({
      type: "held",
      words: "Nothing was said, not sent: opted-out.",
    });
  });
});
