import { describe, expect, it } from "vitest";
import type { MessageSnapshot, Version } from "../../../shared/conversation/journal.ts";
import { expireAt, text } from "../../../shared/reply/reply.ts";
import { judgeFallback } from "../../../shared/turn/judge-fallback.ts";
import { anyOutgoingId, noon } from "../../contracts/facts.ts";

const MESSAGE: MessageSnapshot = {
  id: anyOutgoingId(),
  version: "1" as Version,
  at: noon(),
  reply: text("Your code is 1234", { expiry: expireAt(noon(60_000)) }),
  times: {},
  terms: { isCritical: true, fallback: "1234" },
};

describe("judgeFallback()", () => {
  it.each([
    { what: "no try to send has begun", times: {}, verdict: "sayElsewhere" },
    { what: "its time was over when it was to be sent", times: { sent: noon(60_000) }, verdict: "sayElsewhere" },
    { what: "Google may have it", times: { sent: noon() }, verdict: "revoke" },
    { what: "it has arrived", times: { sent: noon(), delivered: noon(5) }, verdict: "nothing" },
  ])("says $verdict when a message is overdue and $what", ({ times, verdict }) => {
    expect(judgeFallback({ ...MESSAGE, times }, "overdue", noon(90_000)).do).toBe(verdict);
  });
});
