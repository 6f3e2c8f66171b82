import { describe, expect, test } from "vitest";
import { addFault, type FaultRule, type FaultRules, takeFault } from "../../../simulator/faults/fault-rule.ts";

const never = () => 1;

function take(rules: FaultRules<FaultRule<string>>, target: readonly string[], random = never) {
  return target.map((one) => takeFault(rules, one, random));
}

describe("takeFault()", () => {
  test("uses up only the first that matches", () => {
    const onA = { matches: (target: string) => target === "a" };
    const onAny = { times: 2 };
    const rules: FaultRules<FaultRule<string>> = new Map();
    for (const rule of [onA, onAny]) addFault(rules, rule);
    expect(take(rules, ["b", "a", "a", "a"])).toEqual([onAny, onA, onAny, undefined]);
  });

  test("takes a fault twice that was added twice", () => {
    const once = {};
    const rules: FaultRules<FaultRule<string>> = new Map();
    for (const rule of [once, once]) addFault(rules, rule);
    expect(take(rules, ["a", "a", "a"])).toEqual([once, once, undefined]);
  });

  test("keeps a fault that did not apply by chance", () => {
    const unlikely = { probability: 0.5 };
    const rules: FaultRules<FaultRule<string>> = new Map([[unlikely, 1]]);
    expect([...take(rules, ["a"]), ...take(rules, ["a"], () => 0)]).toEqual([undefined, unlikely]);
  });
});
