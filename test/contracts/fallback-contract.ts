import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Address, agentId, type ConversationId, type OutgoingId } from "../../shared/base/ids.ts";
import type { Fallback, FallbackMessage } from "../../shared/ports/fallback.ts";
import { eventually } from "./queue-bench.ts";

/** Both sides of another channel. */
export interface FallbackBench {
  readonly fallback: Fallback;
  /** The exact bytes that the other side has taken so far. */
  taken(): readonly string[];
}

/** What every Fallback must do. */
export function fallbackContract(name: string, open: () => Promise<FallbackBench>): void {
  describe(name, () => {
    it("hands over all that another channel needs", async () => {
      const { fallback, taken } = await open();
      const message = aMessage();
      await fallback.say(message);
      await eventually(() => expect(taken()).toHaveLength(1));
      expect(JSON.parse(taken()[0] ?? "")).toEqual({
        id: message.id,
        to: "+447700900123",
        agent: "bank",
        conversation: "hash",
        text: "Your code is 7 – ключ",
        reason: "revoked",
        critical: true,
        at: "2026-11-20T10:15:15.000Z",
      });
    });

    it("says the same bytes when a message comes again", async () => {
      const { fallback, taken } = await open();
      const message = aMessage();
      await fallback.say(message);
      await fallback.say(message);
      await eventually(() => expect(taken()).toHaveLength(2));
      expect(taken()[1]).toBe(taken()[0]);
    });

    it("takes many at once", async () => {
      const { fallback, taken } = await open();
      await Promise.all(Array.from({ length: 20 }, () => fallback.say(aMessage())));
      await eventually(() => expect(new Set(taken()).size).toBe(20));
    });
  });
}

export function aMessage(): FallbackMessage {
  return {
    id: randomUUID() as OutgoingId,
    to: {
      channel: "rcs",
      agent: agentId("rcs", "bank"),
      address: "+447700900123" as Address,
      conversation: "hash" as ConversationId,
    },
    text: "Your code is 7 – ключ",
    reason: "revoked",
    isCritical: true,
    at: new Date("2026-11-20T10:15:15Z"),
  };
}
