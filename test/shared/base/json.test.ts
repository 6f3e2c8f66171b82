import { describe, expect, it } from "vitest";
import { PermanentError } from "../../../shared/base/errors.ts";
import * as read from "../../../shared/base/json.ts";
import { at, describeReaders, MISSING, NO_TEXTS } from "../../support/readers.ts";

describeReaders([
  {
    name: "text",
    read: read.text,
    wanted: "a string",
    takes: [
      ["", ""],
      ["a", "a"],
      ["\ud83d", "\ufffd"],
    ],
    refuses: [...MISSING, ...NO_TEXTS],
  },
  {
    name: "number",
    read: read.number,
    wanted: "a number",
    takes: [
      [0, 0],
      [-1.5, -1.5],
    ],
    refuses: [...MISSING, ["7", "string"], ["", "string"], [true, "boolean"], [Number.NaN, "number"]],
  },
  {
    name: "boolean",
    read: read.boolean,
    wanted: "true or false",
    takes: [
      [true, true],
      [false, false],
    ],
    refuses: [...MISSING, ["true", "string"], [0, "number"]],
  },
  {
    name: "flag",
    read: read.flag,
    wanted: "true or false",
    takes: [
      [true, true],
      [false, undefined],
      [null, undefined],
      [undefined, undefined],
    ],
    refuses: [["true", "string"]],
  },
  {
    name: "optional",
    read: read.optional(read.number),
    wanted: "a number",
    takes: [
      [undefined, undefined],
      [null, undefined],
      [7, 7],
    ],
    refuses: [["", "string"]],
  },
  {
    name: "object",
    read: read.object,
    wanted: "an object",
    takes: [[{ a: 1 }, { a: 1 }]],
    refuses: [...MISSING, ["x", "string"], [[], "array"]],
  },
  {
    name: "elements",
    read: read.elements,
    wanted: "an array",
    takes: [
      [[], []],
      [
        ["x", null],
        [
          { value: "x", path: "a.b[0]" },
          { value: null, path: "a.b[1]" },
        ],
      ],
    ],
    refuses: [...MISSING, ["x", "string"], [{ length: 1 }, "object"]],
  },
  {
    name: "id",
    read: read.id,
    wanted: "an id of 1 to 256 characters",
    takes: [
      ["MxI", "MxI"],
      ["x".repeat(256), "x".repeat(256)],
      ["\u{1f4a1}", "\u{1f4a1}"],
    ],
    refuses: [...MISSING, ["", "string"], ["x".repeat(257), "string"], ["\ud83d", "string"], ...NO_TEXTS],
  },
]);

describe("shape()", () => {
  const readPoint = read.shape({ x: read.number, label: read.optional(read.text) });

  it("leaves out what is missing", () => {
    expect(readPoint(at({ x: 1, label: null }))).toStrictEqual({ x: 1 });
  });

  it("refuses a member that it does not know and names it", () => {
    const message = "Cannot read a.b.colour: expected only x, label, got another member";
    expect(() => readPoint(at({ x: 1, colour: "red" }))).toThrow(message);
  });

  it("does not quote the name of a member that may be somebody's number", () => {
    const message = "Cannot read a.b: expected only x, label, got another of 13 characters";
    expect(() => readPoint(at({ x: 1, "+447700900123": 1 }))).toThrow(message);
  });
});

describe("variants()", () => {
  const readOffer = read.variants({ sum: { amount: read.number }, gift: { name: read.text } });

  it("reads the members that the type has", () => {
    expect(readOffer(at({ type: "gift", name: "Tea" }))).toStrictEqual({ type: "gift", name: "Tea" });
  });

  it.each([
    [{ type: "loan" }, "a.b.type: expected one of sum, gift, got string"],
    [{ type: "sum", name: "Tea" }, "a.b.name: expected only type, amount, got another member"],
  ])("refuses %j", (value, message) => {
    expect(() => readOffer(at(value))).toThrow(`Cannot read ${message}`);
  });
});

describe("jsonText()", () => {
  it("writes what was read", () => expect(read.jsonText(at({ a: [1] }))).toBe('{"a":[1]}'));

  it("refuses what is nested too deeply and names the place", () => {
    const deep: unknown = JSON.parse("[".repeat(60_000) + "]".repeat(60_000));
    expect(() => read.jsonText(at(deep))).toThrow("Cannot read a.b: it is nested too deeply");
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
