import { expect, it } from "vitest";
import { keepNewest } from "../../../shared/base/keep-newest.ts";

it("keepNewest() forgets the oldest entry beyond the most, and none that was kept again since", () => {
  const map = new Map<string, number>();
  for (const key of ["a", "b", "a", "c"]) keepNewest(map, [key, map.size], 2);
  expect([...map.keys()]).toEqual(["a", "c"]);
});
