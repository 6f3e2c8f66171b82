import { describe, expect, it } from "vitest";
import { openBodyMemory } from "../../../shared/base/body-memory.ts";

const SMALL = Buffer.alloc(65_536, "s");
const LARGE = Buffer.alloc(65_537, "l");

function open(places = 1) {
  let collected = 0;
  const memory = openBodyMemory({ places, placeBytes: 200_000, collect: () => (collected += 1) });
  return { memory, collected: () => collected };
}

describe("openBodyMemory()", () => {
  it("keeps what is added, in one piece", () => {
    const buffer = open().memory.open(200_000);
    const chunks = Array.from({ length: 100 }, (_, index) => Buffer.alloc(1_000, index));
    for (const chunk of chunks) buffer.add(chunk);
    expect(buffer.bytes()).toEqual(Buffer.concat(chunks));
  });

  it("cuts what is added at its most", () => {
    const buffer = open().memory.open(10);
    buffer.add(Buffer.from("0123456"));
    buffer.add(Buffer.from("789 and more"));
    expect(buffer.bytes().toString()).toBe("0123456789");
  });

  it("has a place for as many large bodies as it says, and for any small one", () => {
    const { memory } = open(2);
    const added = [LARGE, LARGE, LARGE, SMALL].map((bytes) => memory.open(200_000).add(bytes));
    expect(added).toEqual([true, true, false, true]);
  });

  it("takes a large body in the place that another has left", () => {
    const { memory } = open();
    const first = memory.open(200_000);
    first.add(LARGE);
    first.free();
    first.free();
    expect([1, 2].map(() => memory.open(200_000).add(LARGE))).toEqual([true, false]);
  });

  it.each([
    ["nothing of webhooks, however many", 1_000, 2_000, 0],
    ["what large bodies leave, each time that it fills the places", 12, 50_000, 6],
  ])("collects %s", (_what, bodies, bytes, times) => {
    const { memory, collected } = open();
    for (let body = 0; body < bodies; body += 1) {
      const buffer = memory.open(200_000);
      buffer.add(Buffer.alloc(bytes));
      buffer.free();
    }
    expect(collected()).toBe(times);
  });

  it("collects what nobody reads, too", () => {
    const { memory, collected } = open();
    const buffer = memory.open(1);
    for (let chunk = 0; chunk < 4; chunk += 1) buffer.drop(SMALL);
    expect(collected()).toBe(1);
  });
});
