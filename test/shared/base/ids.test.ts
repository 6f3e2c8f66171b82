import { describe, expect, it } from "vitest";
import { agentId } from "../../../shared/base/ids.ts";

describe("agentId()", () => {
  it.each([
    ["rcs", "my_agent", "my_agent"],
    ["rcs", "my_agent@rbm.goog", "my_agent"],
    ["rcs", "my_agent@rbm.goog.example", "my_agent@rbm.goog.example"],
    ["business-messages", "brands/b/agents/a", "brands/b/agents/a"],
    ["business-messages", "brands/b/agents/a@rbm.goog", "brands/b/agents/a@rbm.goog"],
  ] as const)("of %s makes %s to %s", (channel, value, expected) => expect(agentId(channel, value)).toBe(expected));
});
