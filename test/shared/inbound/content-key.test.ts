import { describe, expect, it } from "vitest";
import { PermanentError } from "../../../shared/base/errors.ts";
import { contentKey } from "../../../shared/inbound/content-key.ts";

describe("contentKey()", () => {
  it("is the same whenever the body is sent", () => {
    const key = contentKey({ text: "Hi", sendTime: "2024-05-14T10:31:11Z" });
    expect([contentKey({ text: "Hi", sendTime: "2024-05-15T10:31:11Z" }), contentKey({ text: "Hi" })]).toEqual([
      key,
      key,
    ]);
  });

  it("is another for another content", () => {
    expect(contentKey({ text: "Hi" })).not.toBe(contentKey({ text: "Ho" }));
  });

  it("refuses for ever what is nested too deeply to be written", () => {
    const nested: unknown = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
    const error = new PermanentError("unreadable", "Cannot read the body: it is nested too deeply");
    expect(() => contentKey({ nested })).toThrow(error);
  });
});
