import { expect, it } from "vitest";
import { timeLeft } from "../../cli/time-left.ts";

it("timeLeft() reckons with how quick the work was so far", () => {
  let nowMs = 5000;
  const left = timeLeft(1000, () => nowMs);
  const at = (place: number, ms: number) => {
    nowMs = 5000 + ms;
    return left(place);
  };
  expect([at(0, 0), at(500, 4000), at(900, 36_000), at(1000, 40_000)]).toEqual([
    undefined,
    "about 4 s left",
    "about 4 s left",
    "about 0 s left",
  ]);
  expect([at(100, 60_000), at(10, 60_000)]).toEqual(["about 9 min left", "about 1 h 39 min left"]);
});
