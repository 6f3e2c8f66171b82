import { describe, expect, it } from "vitest";
import { PermanentError } from "../../../shared/base/errors.ts";
import * as read from "../../../shared/base/read.ts";
import { READERS } from "../../support/readers.ts";

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

const SECRET = "+447700900123 ".repeat(20);

describe("a reader", () => {
  it.each(READERS.flatMap((reader) => reader.takes.map(([value, expected]) => ({ ...reader, value, expected }))))(
    "$name() makes $expected of $value",
    ({ read: readValue, value, expected }) => expect(readValue(at(value))).toEqual(expected),
  );

  it.each(READERS.flatMap((reader) => reader.refuses.map(([value, met]) => ({ ...reader, value, met }))))(
    "$name() refuses $value and names its path",
    ({ read: readValue, value, met, wanted }) => {
      const message = `Cannot read a.b: expected ${wanted}, got ${met}`;
      expect(() => readValue(at(value))).toThrow(expect.objectContaining({ reason: "unreadable", message }));
    },
  );

  it.each(READERS)("$name() never quotes what it refuses", ({ name, read: readValue }) => {
    const refused = /ext$/.test(name) ? [SECRET] : SECRET;
    expect(() => readValue(at(refused))).toThrow(/^(?!.*4477)/);
  });
});

describe("optionalTime()", () => {
  it.each(TIMES)("reads %s", (value, expected) => expect(read.optionalTime(at(value))).toEqual(expected));

  it.each(NO_TIMES)("makes undefined of %j", (value) => expect(read.optionalTime(at(value))).toBeUndefined());
});

describe("word()", () => {
  const colour = (value: unknown) => read.word(at(value), { GREEN: "green" });

  it.each([
    ["GREEN", "green"],
    ["BLUE", "unknown"],
    ["constructor", "unknown"],
  ])("makes of %s: %s", (value, expected) => expect(colour(value)).toBe(expected));

  it.each([undefined, null, "", "COLOUR_UNSPECIFIED", 1, true, [], {}])("finds nothing told by %j", (value) => {
    expect(colour(value)).toBeUndefined();
  });
});

describe("side()", () => {
  it("reads what is as documented", () => expect(read.lenient(at({ x: "7" }), "x", read.number)).toBe(7));

  it.each([undefined, null, "", "seven", {}])("takes %j for absent where a number is documented", (x) => {
    expect(read.lenient(at({ x }), "x", read.number)).toBeUndefined();
  });

  it("lets through what is a fault of ours", () => {
    const fault = () => {
      throw new RangeError("Ours");
    };
    expect(() => read.lenient(at({ x: 1 }), "x", fault)).toThrow(RangeError);
  });
});

describe("sideList()", () => {
  const codes = (value: unknown) => read.lenientList(at({ value }), "value", (one) => ({ code: read.number(one) }));

  it("reads the elements that are as documented", () => {
    expect(codes([1, "two", null, "3"])).toEqual([{ code: 1 }, { code: 3 }]);
  });

  it.each([undefined, null, "", "x", { length: 1 }])("finds nothing in %j", (value) =>
    expect(codes(value)).toEqual([]),
  );
});

describe("json()", () => {
  it("writes what was read", () => expect(read.json(at({ a: [1] }))).toBe('{"a":[1]}'));

  it("refuses what is nested too deeply and names the place", () => {
    const deep: unknown = JSON.parse("[".repeat(60_000) + "]".repeat(60_000));
    expect(() => read.json(at(deep))).toThrow("Cannot read a.b: it is nested too deeply");
  });
});

describe("parseJson()", () => {
  it.each([
    ['{"a":[1]}', { a: [1] }],
    ["null", null],
    [' "x" ', "x"],
  ])("reads %s", (text, expected) => expect(read.parseJson(text)).toEqual(expected));

  it.each(["", "{", "undefined", "{'a':1}", "[1,]"])("makes undefined of %j", (text) => {
    expect(read.parseJson(text)).toBeUndefined();
  });
});

describe("isObject()", () => {
  it.each([
    [{}, true],
    [{ a: 1 }, true],
    [[], false],
    [null, false],
    [undefined, false],
    ["{}", false],
  ])("says of %j: %s", (value, expected) => expect(read.isObject(value)).toBe(expected));
});

describe("member()", () => {
  it.each([
    ["", "a"],
    ["b", "b.a"],
    ["b[0]", "b[0].a"],
  ])("names a member of %j as %s", (path, expected) => {
    expect(read.member({ value: { a: 1 }, path }, "a")).toEqual({ value: 1, path: expected });
  });

  it.each(["constructor", "__proto__", "toString", "missing"])("finds nothing under %s", (key) => {
    expect(read.member(at({}), key).value).toBeUndefined();
  });

  it("refuses a value without members and names its path", () => {
    expect(() => read.member(at("text"), "x")).toThrow("Cannot read a.b: expected an object, got string");
  });

  it("calls the whole the body", () => {
    expect(() => read.member({ value: null, path: "" }, "x")).toThrow(
      "Cannot read the body: expected an object, got null",
    );
  });
});

describe("refuse()", () => {
  it("fails for ever", () => expect(() => read.refuse(at(1), "two")).toThrow(PermanentError));
});

describe("isAbsent()", () => {
  it.each([
    [undefined, true],
    [null, true],
    ["", true],
    [0, false],
    [false, false],
    [{}, false],
  ])("says of %j: %s", (value, expected) => expect(read.isAbsent(at(value))).toBe(expected));
});

function at(value: unknown): read.Json {
  return { value, path: "a.b" };
}
