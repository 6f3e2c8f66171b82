import { describe, expect, it } from "vitest";
import { PausedError, TransientError } from "../../../shared/base/errors.ts";
import type { Act } from "../../../shared/conversation/act.ts";
import { openPostponed } from "../../../shared/turn/postponed.ts";
import { say } from "../../support/open-turns.ts";

const TIMER: Act = { do: "setTimer", at: "2030-01-01T00:00:00Z", purpose: { type: "mode" } };
const CONSENT: Act = { do: "recordConsent", consent: { isOptedOut: true, at: "2030-01-01T00:00:00Z" } };
const PAUSED = new PausedError("Cannot say it now");
const BUSY = new TransientError("Cloud Tasks is busy");

describe("openPostponed()", () => {
  it("holds back words after words that are paused, and nothing else", () => {
    const postponed = openPostponed();
    expect(postponed.isHeld(say("one"))).toBe(false);
    postponed.keepFailure(say("one"))(PAUSED);
    expect([say("two"), TIMER, CONSENT].map(postponed.isHeld)).toEqual([true, false, false]);
  });

  it("lets words follow a timer that could not be set", () => {
    const postponed = openPostponed();
    postponed.keepFailure(TIMER)(BUSY);
    expect(postponed.isHeld(say("one"))).toBe(false);
  });

  it("throws at once what others must not follow", () => {
    expect(() => openPostponed().keepFailure(say("one"))(BUSY)).toThrow(BUSY);
  });

  it("throws a timer's failure before a pause: the timer is set by a delivery that comes soon", () => {
    const postponed = openPostponed();
    postponed.keepFailure(say("one"))(PAUSED);
    postponed.keepFailure(TIMER)(BUSY);
    expect(() => postponed.throwFirst()).toThrow(BUSY);
  });

  it("throws nothing when nothing was kept", () => {
    expect(() => openPostponed().throwFirst()).not.toThrow();
  });
});
