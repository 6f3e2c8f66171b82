import { describe, expect, test } from "vitest";
import { addMishap, type Mishap, type Mishaps, takeMishap } from "../../../simulator/faults/fault-rule.ts";

const never = () => 1;

function take(mishaps: Mishaps<Mishap<string>>, struck: readonly string[], random = never) {
  return struck.map((one) => takeMishap(mishaps, one, random));
}

describe("takeMishap()", () => {
  test("uses up only the first that matches", () => {
    const onA = { matches: (struck: string) => struck === "a" };
    const onAny = { times: 2 };
    const mishaps: Mishaps<Mishap<string>> = new Map();
    for (const mishap of [onA, onAny]) addMishap(mishaps, mishap);
    expect(take(mishaps, ["b", "a", "a", "a"])).toEqual([onAny, onA, onAny, undefined]);
  });

  test("finds one again that was added twice", () => {
    const once = {};
    const mishaps: Mishaps<Mishap<string>> = new Map();
    for (const mishap of [once, once]) addMishap(mishaps, mishap);
    expect(take(mishaps, ["a", "a", "a"])).toEqual([once, once, undefined]);
  });

  test("keeps one whose chance did not come", () => {
    const unlikely = { chance: 0.5 };
    const mishaps: Mishaps<Mishap<string>> = new Map([[unlikely, 1]]);
    expect([...take(mishaps, ["a"]), ...take(mishaps, ["a"], () => 0)]).toEqual([undefined, unlikely]);
  });
});
