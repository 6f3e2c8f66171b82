import { describe, expect, it } from "vitest";
import { status } from "../../../shared/conversation/status.ts";

const [EARLY, LATE] = [new Date(1), new Date(2)];

describe("status()", () => {
  it.each([
    ["unknown", {}, undefined],
    ["unknown", { revoked: EARLY }, undefined],
    ["sent", { sent: EARLY }, undefined],
    ["sent", { sent: EARLY, revoked: LATE }, undefined],
    ["expired", { sent: EARLY, expired: LATE }, undefined],
    ["expired", { expired: EARLY, revoked: LATE }, undefined],
    ["failed", {}, "google-404"],
    ["failed", { revoked: EARLY }, "google-404"],
    ["failed", { sent: EARLY }, "google-404"],
    ["expired", { expired: EARLY }, "google-404"],
    ["delivered", { delivered: EARLY }, undefined],
    ["delivered", { delivered: EARLY, sent: LATE }, undefined],
    ["delivered", { delivered: LATE, expired: EARLY, revoked: EARLY }, undefined],
    ["delivered", { delivered: EARLY, expired: LATE, revoked: LATE }, undefined],
    ["delivered", { delivered: EARLY }, "google-404"],
    ["read", { read: EARLY }, undefined],
    ["read", { read: EARLY, delivered: LATE, sent: LATE }, undefined],
    ["read", { read: LATE, expired: EARLY }, "google-404"],
  ])("is %s for %j and failure %s", (expected, times, failure) => expect(status(times, failure)).toBe(expected));
});
