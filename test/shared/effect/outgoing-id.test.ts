import { describe, expect, it } from "vitest";
import type { ConversationId, InboundId } from "../../../shared/base/ids.ts";
import { outgoingId } from "../../../shared/effect/outgoing-id.ts";

const FACT = { conversation: "hash" as ConversationId, id: "MxIgT4pWCQu2tH9hMkSTljQa" as InboundId };

describe("outgoingId()", () => {
  it("is the same for ever: another one would answer every customer again", () => {
    expect(outgoingId(FACT, 0)).toBe("c6a51b7c-31b5-55f0-900b-7b0b6894cb4c");
  });

  it("is a UUID of version 5", () => {
    expect(outgoingId(FACT, "typing")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("is another for every conversation, fact and step", () => {
    const ids = [
      outgoingId(FACT, 0),
      outgoingId(FACT, 1),
      outgoingId(FACT, "read"),
      outgoingId(FACT, "typing"),
      outgoingId(FACT, "typing-stopped"),
      outgoingId({ ...FACT, id: "other" as InboundId }, 0),
      outgoingId({ ...FACT, conversation: "other" as ConversationId }, 0),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("keeps conversation and fact apart", () => {
    const one = outgoingId({ conversation: "ab" as ConversationId, id: "c" as InboundId }, 0);
    expect(outgoingId({ conversation: "a" as ConversationId, id: "bc" as InboundId }, 0)).not.toBe(one);
  });
});
