import { describe, expect, it } from "vitest";
import {
  inDoubt,
  isInDoubt,
  isUnknownCaller,
  NotDurableError,
  PermanentError,
  RateLimitError,
  statusOf,
  UnauthorisedError,
} from "../../../shared/base/errors.ts";

const REFUSED = new RateLimitError("Google answered 429", { status: 429 });

describe("statusOf()", () => {
  it.each([REFUSED, new NotDurableError("Cannot publish", { status: 429 })])(
    "finds the status that an error holds: %s",
    (error) => expect(statusOf(error)).toBe(429),
  );

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

describe("isUnknownCaller()", () => {
  it.each([
    [new UnauthorisedError("Google does not know who asks"), true],
    [new UnauthorisedError("The role Viewer is missing", { status: 403 }), false],
    [new Error("Google does not know who asks"), false],
  ])("%s: %s", (error, isUnknown) => expect(isUnknownCaller(error)).toBe(isUnknown));
});

describe("inDoubt()", () => {
  it.each([REFUSED, new PermanentError("google-404", "Google answered 404", { status: 404 })])(
    "keeps what the failure says: %s",
    (error) => {
      const doubtful = inDoubt(error);
      expect([isInDoubt(error), isInDoubt(doubtful)]).toEqual([false, true]);
      expect(doubtful).toMatchObject({ message: error.message, status: error.status, cause: error });
      expect(doubtful instanceof PermanentError && doubtful.reason).toBe(
        error instanceof PermanentError && error.reason,
      );
    },
  );

  it("leaves alone what is not ours", () => {
    const error = new TypeError("Broken");
    expect([inDoubt(error), isInDoubt(error)]).toEqual([error, false]);
  });
});
