import { describe, expect, it } from "vitest";
import { openChance } from "./chance.ts";

function draw(next: () => number, count: number): readonly number[] {
  return Array.from({ length: count }, next);
}

describe("openChance()", () => {
  it("draws the same numbers from the same seed, and others from another", () => {
    expect(draw(openChance(7).next, 5)).toEqual(draw(openChance(7).next, 5));
    expect(draw(openChance(7).next, 5)).not.toEqual(draw(openChance(8).next, 5));
  });

  it("gives a part the same chance, however much was drawn before", () => {
    const [one, other] = [openChance(7), openChance(7)];
    draw(other.next, 100);
    expect(draw(other.split("part").next, 5)).toEqual(draw(one.split("part").next, 5));
  });

  it("gives each part a chance of its own", () => {
    const chance = openChance(7);
    expect(draw(chance.split("a").next, 5)).not.toEqual(draw(chance.split("b").next, 5));
  });

  it("spreads its numbers evenly from 0 to 1", () => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (const drawn of draw(openChance(3).next, 20_000)) {
      const place = Math.floor(drawn * 10);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(1800);
    expect(Math.max(...counts)).toBeLessThan(2200);
  });

  it("spreads the first numbers of many parts evenly", () => {
    const chance = openChance(3);
    const lucky = Array.from({ length: 5000 }, (_, n) => chance.split(`part/${n}`).next()).filter((one) => one < 0.1);
    expect(lucky.length).toBeGreaterThan(400);
    expect(lucky.length).toBeLessThan(600);
  });

  it("draws whole numbers between two, both included", () => {
    const { between } = openChance(5);
    expect(new Set(Array.from({ length: 200 }, () => between(3, 5)))).toEqual(new Set([3, 4, 5]));
  });
});
