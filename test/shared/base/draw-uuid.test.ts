import { describe, expect, it } from "vitest";
import { drawUuid } from "../../../shared/base/draw-uuid.ts";
import { seededRandom } from "../../../simulator/faults/seeded-random.ts";

describe("drawUuid()", () => {
  it.each([0, 0.5, 1 - Number.EPSILON])("draws a UUID of version 4, also where chance is always %f", (drawn) => {
    expect(drawUuid(() => drawn)).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it("draws another one each time, and the same ones with the same chance", () => {
    const [one, same] = [seededRandom(1), seededRandom(1)];
    const drawn = Array.from({ length: 1000 }, () => drawUuid(one));
    expect(new Set(drawn).size).toBe(1000);
    expect(Array.from({ length: 1000 }, () => drawUuid(same))).toEqual(drawn);
  });
});
