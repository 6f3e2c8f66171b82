import { describe, expect, it } from "vitest";
import { elements, text, time } from "../../../shared/base/json.ts";
import * as read from "../../../shared/base/lenient.ts";
import { at, describeReaders, MISSING, NO_TEXTS } from "../../support/readers.ts";

const TIMES = [
  ["2026-11-20T10:15:14Z", new Date(Date.UTC(2026, 10, 20, 10, 15, 14))],
  ["2026-11-20T10:15:14.384Z", new Date(Date.UTC(2026, 10, 20, 10, 15, 14, 384))],
  ["2026-11-20T10:15:14.384963Z", new Date(Date.UTC(2026, 10, 20, 10, 15, 14, 384))],
  ["2026-11-20T10:15:14.384963999Z", new Date(Date.UTC(2026, 10, 20, 10, 15, 14, 384))],
  ["2026-11-20T10:15:14+05:30", new Date(Date.UTC(2026, 10, 20, 4, 45, 14))],
  ["2026-11-20t10:15:14z", new Date(Date.UTC(2026, 10, 20, 10, 15, 14))],
] as const;
const NO_TIMES = [
  undefined,
  null,
  "",
  {},
  "2026-11-20",
  "2026-11-20 10:15:14Z",
  "2026-11-20T10:15:14",
  "2026-11-20T10:15:14.Z",
  "2026-11-20T10:15:14.1234567890Z",
  "2026-13-20T10:15:14Z",
  "20 November 2026",
  1763633714000,
];

const ABSENT = [[undefined, undefined] as const, [null, undefined] as const, ["", undefined] as const];
const NUMBERS = [
  [0, 0],
  [-1.5, -1.5],
  ["0", 0],
  ["127806", 127806],
  ["-122.084056", -122.084056],
  [" 7 ", 7],
] as const;
const NO_NUMBERS = [
  ["seven", "string"],
  ["7 apples", "string"],
  ["Infinity", "string"],
  ["  ", "string"],
  [true, "boolean"],
  [[1], "array"],
  [{}, "object"],
] as const;

/** Reads the member `b`, so that its path is `a.b`. */
function memberReader<T>(reader: Parameters<typeof read.optionalMember<T>>[2]) {
  return ({ value }: { readonly value: unknown }) =>
    read.optionalMember({ value: { b: value }, path: "a" }, "b", reader);
}

describeReaders([
  {
    name: "optionalMember of text",
    read: memberReader(text),
    wanted: "a string",
    takes: [...ABSENT, ["a", "a"], ["\ud83d", "\ufffd"]],
    refuses: NO_TEXTS,
  },
  {
    name: "optionalMember of lenientNumber",
    read: memberReader(read.lenientNumber),
    wanted: "a number",
    takes: [...ABSENT, ...NUMBERS],
    refuses: NO_NUMBERS,
  },
  {
    name: "optionalMember of lenientBoolean",
    read: memberReader(read.lenientBoolean),
    wanted: "a boolean",
    takes: [...ABSENT, [false, false], ["true", true]],
    refuses: [
      ["yes", "string"],
      [0, "number"],
    ],
  },
  {
    name: "optionalMember of elements",
    read: memberReader(elements),
    wanted: "an array",
    takes: [...ABSENT, [["x"], [{ value: "x", path: "a.b[0]" }]]],
    refuses: [
      ["x", "string"],
      [{ length: 1 }, "object"],
    ],
  },
  {
    name: "lenientNumber",
    read: read.lenientNumber,
    wanted: "a number",
    takes: NUMBERS,
    refuses: [...MISSING, ["", "string"], ...NO_NUMBERS],
  },
  {
    name: "lenientBoolean",
    read: read.lenientBoolean,
    wanted: "a boolean",
    takes: [
      [true, true],
      [false, false],
      ["true", true],
      ["false", false],
      ["TRUE", true],
      ["False", false],
    ],
    refuses: [...MISSING, ["", "string"], ["yes", "string"], [0, "number"], [[], "array"], [{}, "object"]],
  },
]);

describe("lenient() of a time", () => {
  const readTime = (value: unknown) => read.lenient(at({ value }), "value", time);

  it.each(TIMES)("reads %s", (value, expected) => expect(readTime(value)).toEqual(expected));

  it.each(NO_TIMES)("makes undefined of %j", (value) => expect(readTime(value)).toBeUndefined());
});

describe("lenientEnum()", () => {
  const colour = (value: unknown) => read.lenientEnum(at({ value }), "value", { GREEN: "green" });

  it.each([
    ["GREEN", "green"],
    ["BLUE", "unknown"],
    ["constructor", "unknown"],
  ])("makes of %s: %s", (value, expected) => expect(colour(value)).toBe(expected));

  it.each([undefined, null, "", "COLOUR_UNSPECIFIED", 1, true, [], {}])("finds nothing told by %j", (value) => {
    expect(colour(value)).toBeUndefined();
  });
});

describe("lenient()", () => {
  it("reads what is as documented", () => expect(read.lenient(at({ x: "7" }), "x", read.lenientNumber)).toBe(7));

  it.each([undefined, null, "", "seven", {}])("takes %j for absent where a number is documented", (x) => {
    expect(read.lenient(at({ x }), "x", read.lenientNumber)).toBeUndefined();
  });

  it("lets through what is a fault of ours", () => {
    const fault = () => {
      throw new RangeError("Ours");
    };
    expect(() => read.lenient(at({ x: 1 }), "x", fault)).toThrow(RangeError);
  });
});

describe("lenientList()", () => {
  const codes = (value: unknown) =>
    read.lenientList(at({ value }), "value", (one) => ({ code: read.lenientNumber(one) }));

  it("reads the elements that are as documented", () => {
    expect(codes([1, "two", null, "3"])).toEqual([{ code: 1 }, { code: 3 }]);
  });

  it.each([undefined, null, "", "x", { length: 1 }])("finds nothing in %j", (value) =>
    expect(codes(value)).toEqual([]),
  );
});

describe("isAbsent()", () => {
  it.each([
    [undefined, true],
    [null, true],
    ["", true],
    [0, false],
    [false, false],
    [{}, false],
  ])("says of %j: %s", (value, expected) => expect(read.isAbsent(value)).toBe(expected));
});
