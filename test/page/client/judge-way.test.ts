import { describe, expect, it } from "vitest";
import { judgeWay } from "../../../page/client/judge-way.ts";
import type { PageCall, PageStep } from "../../../page/page-fact.ts";

function judge(...steps: readonly PageStep[]): ReturnType<typeof judgeWay> {
  const placed = steps.map((step, index) => ({ ...step, seq: index + 1, at: "2030-01-01T00:00:00Z" }));
  return judgeWay({ id: "1", title: "", phone: undefined, at: "2030-01-01T00:00:00Z", steps: placed });
}

function begun(attempt: number, name = "messages"): PageStep {
  return { type: "delivery", function: name, attempt, step: "begun" };
}

function ended(attempt: number, status = 200, name = "messages"): PageStep {
  return { type: "delivery", function: name, attempt, step: "ended", status, ms: 1 };
}

function shown(id: string): PageStep {
  const call: PageCall = { id, does: { type: "message", text: "Hello", bytes: 5 } };
  return { type: "call", step: "shown", call };
}

function webhook(result: "acknowledged" | "forged", status: number): PageStep {
  return { type: "webhook", tells: "user", result, status };
}

describe("judgeWay()", () => {
  it("sees a promise held when each message was shown once and the delivery has ended well", () => {
    expect(judge(webhook("acknowledged", 200), begun(1), shown("a"), ended(1))).toEqual({
      type: "held",
      words: "One message was shown, once.",
    });
  });

  it("sees a promise broken when a message was shown twice", () => {
    const { type, words } = judge(begun(1), shown("a"), shown("a"), ended(1));
    expect([type, words]).toEqual(["broken", "1 of its messages were shown twice."]);
  });

  it("sees a promise broken when a forged webhook was accepted", () => {
    expect(judge(webhook("forged", 200), begun(1), ended(1)).type).toBe("broken");
    expect(judge(webhook("forged", 401), begun(1), ended(1)).type).toBe("held");
  });

  it("says that a message is under way until its delivery has ended, and its last one well", () => {
    expect(judge(begun(1)).type).toBe("going");
    expect(judge(begun(1), ended(1, 500)).type).toBe("going");
    expect(judge(begun(1), ended(1, 500), begun(2)).type).toBe("going");
    expect(judge(begun(1), ended(1, 500), begun(2), ended(2)).type).toBe("held");
  });

  it("does not wait for the end of a function that was killed, once the next try has ended", () => {
    expect(judge(begun(1), begun(2)).type).toBe("going");
    expect(judge(begun(1), begun(2), ended(2)).type).toBe("held");
  });

  it("waits for both deliveries of a message that was posted twice", () => {
    expect(judge(begun(1), begun(1), ended(1)).type).toBe("going");
    expect(judge(begun(1), begun(1), ended(1), ended(1)).type).toBe("held");
  });

  it("tells of a dead letter why it cannot be handled", () => {
    const dead = { type: "published", topic: "outbound-dead", bytes: 1, error: "Cannot read reply", json: {} } as const;
    expect(judge(begun(1, "outbound"), dead, ended(1, 200, "outbound"))).toEqual({
      type: "set-aside",
      words: "Cannot read reply.",
    });
  });
});
