import { randomUUID } from "node:crypto";
import { expect, vi } from "vitest";
import type { OutgoingId } from "../../shared/base/ids.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { businessMessagesUser, rcsUser } from "../../simulator/phones/user.ts";
import { sendUntilAccepted } from "../../simulator/webhooks/send-webhook.ts";
import { businessMessagesWebhook, rcsWebhook } from "../../simulator/webhooks/webhook.ts";
import { anyEnvelope } from "./any-envelope.ts";
import { BUSINESS_MESSAGES_TOKEN, type Fixture, RCS_TOKEN } from "./fixtures.ts";
import type { SystemUnderTest } from "./stack.ts";
import { addressOf } from "./system-under-test.ts";

/** Messages of our own, sent to know that everything before them has been handled. */
export interface Sentinels {
  /**
   * Resolves when a message that was sent after all others of the fixture's conversation has been decided about: those
   * before it are done then. @returns The id that its answer has, if there is one: not every conversation is the bot's.
   */
  pass(fixture: Fixture): Promise<OutgoingId | undefined>;
  /** True for the id of such a message, and of its answer. */
  include(id: string): boolean;
}

const ONCE = { attempts: 1, delayMs: 0 };

export function sentinels(system: SystemUnderTest): Sentinels {
  const ids = new Set<string>();
  return {
    include: (id) => ids.has(id),
    async pass(fixture) {
      const { address, conversation, agent } = addressOf(fixture);
      if (address === "") return undefined;
      const id = randomUUID().toUpperCase();
      const answer = outgoingId(turnId({ conversation, type: "message", id }), 0);
      for (const one of [id, answer]) ids.add(one);
      const webhook =
        fixture.channel === "rcs"
          ? rcsWebhook(
              rcsUser({ phone: address, agent, clock: systemClock }).text("Done?", id),
              RCS_TOKEN,
              anyEnvelope(),
            )
          : businessMessagesWebhook(
              businessMessagesUser({ conversation: address, agent, clock: systemClock }).text("Done?", id),
              BUSINESS_MESSAGES_TOKEN,
            );
      await sendUntilAccepted(system.url, webhook, ONCE);
      const known = async () => (await system.history.read(conversation, 1000)).entries.map((entry) => entry.id);
      await vi.waitFor(async () => expect(await known()).toContain(id), { timeout: 15_000, interval: 10 });
      return answer;
    },
  };
}
