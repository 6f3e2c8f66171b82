import { describe, expect, it } from "vitest";
import { TransientError } from "../../../../shared/base/errors.ts";
import { member, text } from "../../../../shared/base/json.ts";
import { readResponse } from "../../../../shared/google/http/read-response.ts";

describe("readResponse()", () => {
  it("reads what can be read", () => {
    expect(readResponse("x.get", { name: "files/1" }, (json) => text(member(json, "name")))).toBe("files/1");
  });

  it("hopes for another answer, and names the method and the place", () => {
    expect(() => readResponse("x.get", { name: 5 }, (json) => text(member(json, "name")))).toThrow(
      expect.objectContaining({
        name: "TransientError",
        message: "Cannot use the response to x.get: Cannot read name: expected a string, got number",
      }),
    );
  });

  it("passes on what is no refusal", () => {
    const read = () => {
      throw new RangeError("Ours");
    };
    expect(() => readResponse("x.get", {}, read)).toThrow(RangeError);
  });

  it("hopes for another answer where there was none", () => {
    expect(() => readResponse("x.get", undefined, (json) => member(json, "name"))).toThrow(TransientError);
  });
});
