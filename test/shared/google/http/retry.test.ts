import { describe, expect, it } from "vitest";
import { pauseBefore, type TryStatus } from "../../../../shared/google/http/retry.ts";
import { fakeRetryClock, START } from "../../../support/retry-clock.ts";

const CLOCK = fakeRetryClock();

function pause(status: TryStatus, earlier: readonly TryStatus[] = [], retryAfter?: string): number | undefined {
  return pauseBefore({ status, retryAfter }, earlier, { clock: CLOCK });
}

describe("pauseBefore()", () => {
  it.each([200, 307, 400, 404, 409, 413, 501])("lets %i stand", (status) => expect(pause(status)).toBeUndefined());

  it.each([408, 429, 499, 500, 502, 503, 504])("draws lots for the pause after %i", (status) =>
    expect(pause(status)).toBe(100),
  );

  it("may pause not at all", () => {
    const lucky = { ...CLOCK, random: () => 0 };
    expect(pauseBefore({ status: 503 }, [], { clock: lucky })).toBe(0);
  });

  it("doubles what it draws from", () => expect([pause(503, [503]), pause(503, [503, 429])]).toEqual([200, 400]));

  it("lets the fourth busy answer stand", () => expect(pause(503, [503, 429, 500])).toBeUndefined());

  it("lets the fourth busy answer stand, whatever Retry-After says", () => {
    expect(pause(503, [503, 503, 503], "1")).toBeUndefined();
  });

  it("repeats a call with a new token at once, and once", () => {
    expect([pause(401), pause(401, [503]), pause(401, [401])]).toEqual([0, 0, undefined]);
  });

  it("repeats a forbidden call a little later, and once", () => {
    expect([pause(403), pause(403, [403])]).toEqual([500, undefined]);
  });

  it("repeats at once what got no token or no response, unless the try before it got none either", () => {
    expect([pause("no-response"), pause("no-token", [503]), pause("no-response", [503, "no-token"])]).toEqual([
      0,
      0,
      undefined,
    ]);
  });

  it.each([
    ["0", 0],
    ["120", 120_000],
    [new Date(START.getTime() + 3000).toUTCString(), 3000],
    [new Date(START.getTime() - 3000).toUTCString(), 0],
    ["soon", 100],
    ["", 100],
    ["-1", 100],
  ])("reads Retry-After %j", (header, millis) => expect(pause(429, [], header)).toBe(millis));
});
