import { describe, expect, it } from "vitest";
import {
  childOf,
  fromCloudTrace,
  idsOf,
  isTraceparent,
  newTraceparent,
  type Traceparent,
} from "../../../shared/base/traceparent.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT = `00-${TRACE}-00f067aa0ba902b7-01` as Traceparent;

describe("isTraceparent()", () => {
  it("takes a trace context of W3C", () => expect(isTraceparent(PARENT)).toBe(true));

  it.each([
    ["without a trace", PARENT.replace(TRACE, "0".repeat(32))],
    ["without a span", PARENT.replace("00f067aa0ba902b7", "0".repeat(16))],
    ["in capitals", PARENT.toUpperCase()],
    ["with words behind it", `${PARENT} hello`],
  ])("takes none %s", (_what, value) => expect(isTraceparent(value)).toBe(false));
});

describe("fromCloudTrace()", () => {
  it.each([
    ["/1;o=1", "0000000000000001-01"],
    ["/18446744073709551615;o=0", "ffffffffffffffff-00"],
    ["/255", "00000000000000ff-00"],
  ])("reads what Cloud Run writes: %s", (rest, span) =>
    expect(fromCloudTrace(TRACE + rest)).toBe(`00-${TRACE}-${span}`),
  );

  it.each([undefined, "", TRACE, `${TRACE}/0`, `${TRACE}/18446744073709551616`, `${TRACE}/1;o=2`, "+447700900123/1"])(
    "reads nothing of %j",
    (value) => expect(fromCloudTrace(value)).toBeUndefined(),
  );
});

describe("newTraceparent()", () => {
  it("is one, and the same for the same seed", () => {
    const [one, again, other] = ["a", "a", "b"].map(newTraceparent);
    expect([isTraceparent(one), one === again, one === other]).toEqual([true, true, false]);
  });
});

describe("childOf()", () => {
  it("is a span of its own in the same trace", () => {
    const child = childOf(PARENT, "message 1 1");
    const { trace, span } = idsOf(child);
    expect([isTraceparent(child), trace, span === idsOf(PARENT).span]).toEqual([true, TRACE, false]);
  });

  it("names another span for another delivery", () => {
    expect(childOf(PARENT, "message 1 2")).not.toBe(childOf(PARENT, "message 1 1"));
  });
});
