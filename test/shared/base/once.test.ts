import { expect, it } from "vitest";
import { once } from "../../../shared/base/once.ts";

it("once() makes it when it is first asked for, and never again", () => {
  const made: number[] = [];
  const get = once(() => made.push(1));
  expect(made).toEqual([]);
  expect([get(), get(), made]).toEqual([1, 1, [1]]);
});
