import { describe, expect, it } from "vitest";
import { NotDurableError, PermanentError, RateLimitError, statusOf } from "../../../shared/base/errors.ts";

const REFUSED = new RateLimitError("Google answered 429", { status: 429 });

describe("statusOf()", () => {
  it("finds the status that an error holds", () => expect(statusOf(REFUSED)).toBe(429));

  it.each([
    ["an error of ours", new PermanentError("unreadable", "Cannot read an answer", { cause: REFUSED })],
    ["another error", new TypeError("fetch failed", { cause: REFUSED })],
  ])("finds the status that a cause of %s holds", (_claim, error) => expect(statusOf(error)).toBe(429));

  it.each([
    ["an error of ours without one", new NotDurableError("Cannot publish")],
    ["an error that is not ours", Object.assign(new Error("HTTP"), { status: 500 })],
    ["what is no error", "429"],
  ])("finds none in %s", (_claim, thrown) => expect(statusOf(thrown)).toBeUndefined());
});
