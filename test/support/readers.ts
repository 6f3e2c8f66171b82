import * as read from "../../shared/base/read.ts";

/** A function that reads one value, and examples of it. */
export interface FixtureReader {
  readonly name: string;
  readonly read: (json: read.Json) => unknown;
  readonly wanted: string;
  /** Values and what is made of them. */
  readonly takes: readonly (readonly [unknown, unknown])[];
  /** Values and what an error says was met. */
  readonly refuses: readonly (readonly [unknown, string])[];
}

const NO_TEXTS = [
  [1, "number"],
  [true, "boolean"],
  [[], "array"],
  [{}, "object"],
] as const;
const ABSENT = [[undefined, undefined] as const, [null, undefined] as const, ["", undefined] as const];
const MISSING = [[undefined, "undefined"] as const, [null, "null"] as const];
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
/** Every such function. */
export const READERS: readonly FixtureReader[] = [
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
    name: "optionalText",
    read: read.optionalText,
    wanted: "a string",
    takes: [...ABSENT, ["a", "a"], ["\ud83d", "\ufffd"]],
    refuses: NO_TEXTS,
  },
  {
    name: "number",
    read: read.number,
    wanted: "a number",
    takes: NUMBERS,
    refuses: [...MISSING, ["", "string"], ...NO_NUMBERS],
  },
  {
    name: "optionalNumber",
    read: read.optionalNumber,
    wanted: "a number",
    takes: [...ABSENT, ...NUMBERS],
    refuses: NO_NUMBERS,
  },
  {
    name: "boolean",
    read: read.boolean,
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
  {
    name: "optionalBoolean",
    read: read.optionalBoolean,
    wanted: "a boolean",
    takes: [...ABSENT, [false, false], ["true", true]],
    refuses: [
      ["yes", "string"],
      [0, "number"],
    ],
  },
  {
    name: "object",
    read: read.object,
    wanted: "an object",
    takes: [[{ a: 1 }, { a: 1 }]],
    refuses: [...MISSING, ["x", "string"], [[], "array"]],
  },
  {
    name: "optionalList",
    read: read.optionalList,
    wanted: "an array",
    takes: [
      [undefined, []],
      [null, []],
      ["", []],
      [["x"], [{ value: "x", path: "a.b[0]" }]],
    ],
    refuses: [
      ["x", "string"],
      [{ length: 1 }, "object"],
    ],
  },
  {
    name: "list",
    read: read.list,
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
];
