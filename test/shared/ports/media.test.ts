import { describe, expect, it } from "vitest";
import { PermanentError, TransientError } from "../../../shared/base/errors.ts";
import type { ConversationId, InboundId } from "../../../shared/base/ids.ts";
import { mediaName, rethrow } from "../../../shared/ports/media.ts";

const of = (conversation: string, id: string) => ({
  conversation: conversation as ConversationId,
  id: id as InboundId,
});

describe("mediaName()", () => {
  it("is the same for ever", () => {
    const name = "c1/lM1tH2Bamvqwbk6IkK2j-D_vjQ9tBsBU02xjWkW3E4w";
    expect(mediaName(of("c1", "m1"), "file")).toBe(name);
  });

  it("begins with the conversation", () => expect(mediaName(of("c-1_", "m1"), "file")).toMatch(/^c-1_\//));

  it("holds nothing of the inbound id", () => {
    expect(mediaName(of("c1", "+447700900123/../x"), "file")).toMatch(/^c1\/[\w-]{43}$/);
  });

  it("tells conversations, facts and parts apart", () => {
    const names = [
      mediaName(of("c1", "m1"), "file"),
      mediaName(of("c1", "m1"), "thumbnail"),
      mediaName(of("c1", "m2"), "file"),
      mediaName(of("c2", "m1"), "file"),
    ];
    expect(new Set(names.map((name) => name.replace(/^c\d/, ""))).size).toBe(4);
  });

  it.each(["", "..", "a/b", "+447700900123", "a\n"])("refuses the conversation %j", (conversation) => {
    expect(() => mediaName(of(conversation, "m1"), "file")).toThrow(PermanentError);
  });
});

describe("rethrow()", () => {
  it.each([new PermanentError("gone", "Gone"), new TransientError("Busy")])("passes on %o", (error) => {
    expect(() => rethrow(error, "Cannot do it")).toThrow(error);
  });

  it("takes anything else for passing", () => {
    expect(() => rethrow(new Error("?"), "Cannot do it")).toThrow(new TransientError("Cannot do it"));
  });
});
