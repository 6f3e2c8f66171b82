import { describe, expect, it } from "vitest";
import { type Address, agentId } from "../../../shared/base/ids.ts";
import { conversationId, NO_ADDRESS } from "../../../shared/envelope/conversation.ts";

const ADA = { channel: "rcs", agent: agentId("rcs", "bank"), address: "+447700900123" as Address } as const;

describe("conversationId()", () => {
  it("is the same for the same user for ever", () => {
    expect(conversationId("key", ADA)).toBe("woF4N8qdsFT_Wugn5XKpYQC2ne_mS0WO56gXxDVVXPE");
  });

  it.each([
    ["key", "other key", ADA],
    ["channel", "key", { ...ADA, channel: "business-messages" }],
    ["agent", "key", { ...ADA, agent: agentId("rcs", "shop") }],
    ["user", "key", { ...ADA, address: "+447700900124" as Address }],
    ["user who is nobody", "key", { ...ADA, address: NO_ADDRESS }],
  ] as const)("is another for another %s", (_claim, key, of) => {
    expect(conversationId(key, of)).not.toBe(conversationId("key", ADA));
  });

  it("tells nothing about the user", () => {
    expect(conversationId("key", ADA)).toMatch(/^(?!.*7700900123)[\w-]{43}$/);
  });

  it("keeps agent and user apart", () => {
    const one = conversationId("key", { ...ADA, agent: agentId("rcs", "ab"), address: "c" as Address });
    expect(conversationId("key", { ...ADA, agent: agentId("rcs", "a"), address: "bc" as Address })).not.toBe(one);
  });
});
