import { describe, expect, it } from "vitest";
import { describeError } from "../../../shared/base/describe-error.ts";
import { NotDurableError, PermanentError, SettingsError, TransientError } from "../../../shared/base/errors.ts";

const PRIVATE = "+447700900123 says hello";

describe("describeError()", () => {
  it.each([
    new PermanentError("unreadable", "Cannot read text: expected a string"),
    new TransientError("Cannot reach Google"),
    new NotDurableError("Cannot publish to heliograph-message: Pub/Sub answered 404"),
    new SettingsError("Cannot start without AGENTS"),
  ])("tells the message of a $name", (error) => expect(describeError(error)).toBe(error.message));

  it("tells the cause of an error of ours", () => {
    const cause = new TransientError("Cannot reach localhost: no answer within 5 ms");
    const error = new NotDurableError("Cannot publish", { cause });
    expect(describeError(error)).toBe("Cannot publish (Cannot reach localhost: no answer within 5 ms)");
  });

  it("tells name and place of any other error", () => {
    expect(describeError(new RangeError(PRIVATE))).toMatch(/^RangeError at .*describe-error\.test\.ts:\d+:\d+\)?$/);
  });

  it("tells the code of any other error", () => {
    expect(describeError(Object.assign(new Error(PRIVATE), { code: "ECONNRESET" }))).toMatch(/^Error ECONNRESET at /);
  });

  it("follows the causes of any other error, and tells their names and codes", () => {
    const refused = Object.assign(new Error(PRIVATE), { code: "ECONNREFUSED" });
    const error = new TypeError(PRIVATE, { cause: new RangeError(PRIVATE, { cause: refused }) });
    expect(describeError(error)).toMatch(/^TypeError at .+ \(RangeError at .+ \(Error ECONNREFUSED at .+\)\)$/);
  });

  it.each([
    ["the cause of a foreign error", new Error("fetch failed", { cause: new Error(PRIVATE) })],
    ["a foreign error", new Error(PRIVATE)],
    ["a foreign error whose message looks like a place", new Error(`Bad request\n    at ${PRIVATE}`)],
    ["a foreign cause", new TransientError("Cannot reach Google", { cause: new Error(PRIVATE) })],
    ["a foreign error's name", Object.assign(new Error("x"), { name: PRIVATE })],
    ["a foreign error's code", Object.assign(new Error("x"), { code: PRIVATE })],
    ["a foreign error's number of a code", Object.assign(new Error("x"), { code: 447700900123 })],
    ["a foreign error's stack", Object.assign(new Error("x"), { stack: `Error\n    at ${PRIVATE} (file.ts:1:1)` })],
    ["a text that was thrown", PRIVATE],
    ["an object that was thrown", { message: PRIVATE }],
  ])("never quotes %s", (_claim, error) => expect(describeError(error)).not.toContain("4477"));

  it.each([
    ["a text", "string"],
    [undefined, "undefined"],
    [{ message: "a text" }, "object"],
  ])("tells of %j only that it is of type %s", (thrown, expected) => expect(describeError(thrown)).toBe(expected));
});
