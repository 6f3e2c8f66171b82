import { describe, expect, it } from "vitest";
import { hasCode } from "../../../shared/google/grpc.ts";

const grpc = (code: number) => Object.assign(new Error("Of Google's client"), { code, details: [] });

describe("hasCode()", () => {
  it.each([
    ["an error with that code", grpc(6), true],
    ["an error with another code", grpc(9), false],
    ["an error of a page that is not Google's", Object.assign(new Error("Of a proxy"), { code: 6 }), false],
    ["an error without a code", new Error("Broken"), false],
    ["no error", { code: 6 }, false],
  ])("says of %s: %s", (_claim, error, expected) => expect(hasCode(error, 6)).toBe(expected));
});
