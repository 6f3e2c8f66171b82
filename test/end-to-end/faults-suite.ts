import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Address, AgentId } from "../../shared/base/ids.ts";
import type { HistoryEntry, OutgoingEntry } from "../../shared/bot/history-entry.ts";
import { status } from "../../shared/conversation/status.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import { conversationId } from "../../shared/envelope/conversation.ts";
import { systemClock } from "../../shared/google/clock.ts";
import type { ApiCall } from "../../simulator/api/call.ts";
import { businessMessagesUser } from "../../simulator/phones/user.ts";
import { sendWebhook } from "../../simulator/webhooks/send-webhook.ts";
import { businessMessagesWebhook, type WebhookEvent } from "../../simulator/webhooks/webhook.ts";
import { AGENTS, BUSINESS_MESSAGES_TOKEN } from "../support/fixtures.ts";
import { expectNoneIn, personalStrings } from "../support/personal.ts";
import { CONVERSATION_KEY, type SystemUnderTest } from "../support/stack.ts";

const WAIT = { timeout: 20_000, interval: 20 };
const CHANNEL = "business-messages";
const AGENT = AGENTS[1].agent as AgentId;

/** What a user sees when networks, functions and Google fail. */
export function underFaults(name: string, start: () => Promise<SystemUnderTest>): void {
  describe(name, () => {
    let system: SystemUnderTest;
    /** What users have sent so far. */
    const sent: WebhookEvent[] = [];
    beforeAll(async () => {
      system = await start();
    });
    afterAll(() => system?.close());

    it("answers once when a webhook comes five times at once", async () => {
      const user = aUser();
      const question = user.says.text("Hello");
      await Promise.all([1, 2, 3, 4, 5].map(() => user.send(question)));
      await user.send(user.says.text("Still there?"));
      await vi.waitFor(() => expect(user.phone().messages).toHaveLength(2), WAIT);
      expect((await user.entries()).filter(({ type }) => type === "message")).toHaveLength(2);
    });

    it.each([429, 500, 503] as const)("answers once although Google first answers %d", async (code) => {
      const user = aUser();
      system.platform.addCallFault({ matches: user.isMessage, at: "before", response: { status: code } });
      await user.send(user.says.text("Hello"));
      await vi.waitFor(async () => expect(await user.sent()).toHaveLength(1), WAIT);
      expect(user.phone().messages).toHaveLength(1);
    });

    it("answers once when Google takes the answer and the connection breaks", async () => {
      const user = aUser();
      system.platform.addCallFault({ matches: user.isMessage, at: "after", response: "reset" });
      await user.send(user.says.text("Hello"));
      await vi.waitFor(async () => expect(await user.sent()).toHaveLength(1), WAIT);
      expect(user.phone().messages).toHaveLength(1);
      expect(
        user
          .phone()
          .calls.filter(({ kind }) => kind === "message")
          .map((call) => call.status),
      ).toEqual(["reset", 409]);
    });

    it("records why an answer never left, and tries no more", async () => {
      const user = aUser();
      system.platform.addCallFault({ matches: user.isMessage, at: "before", response: { status: 404 } });
      await user.send(user.says.text("Hello"));
      await vi.waitFor(async () => expect(await user.outgoing()).toMatchObject([{ failure: "google-404" }]), WAIT);
      await user.send(user.says.text("Hello again"));
      await vi.waitFor(() => expect(user.phone().messages).toHaveLength(1), WAIT);
    });

    it("answers although READ and typing fail", async () => {
      const user = aUser();
      system.platform.addCallFault({
        matches: user.isSignal,
        times: Infinity,
        at: "before",
        response: { status: 500 },
      });
      await user.send(user.says.text("Hello"));
      await vi.waitFor(() => expect(user.phone().messages).toHaveLength(1), WAIT);
      expect(user.phone()).toMatchObject({ read: [], isTyping: false });
    });

    it("takes receipts that come before the answer of the call they are about", async () => {
      const user = aUser();
      const id = randomUUID().toUpperCase();
      const answer = outgoingId(turnId({ conversation: user.conversation, type: "message", id }), 0);
      const receipts = user.says.receipts([
        { messageId: answer, type: "read" },
        { messageId: answer, type: "delivered" },
      ]);
      const hook = async () => {
        await user.send(receipts);
        await vi.waitFor(async () => expect((await user.outgoing())[0]?.times.read).toBeDefined(), WAIT);
      };
      system.platform.addCallFault({ matches: user.isMessage, at: "after", hook });
      await user.send(user.says.text("Hello", id));
      await vi.waitFor(async () => expect(await user.sent()).toHaveLength(1), WAIT);
      await vi.waitFor(async () => {
        const [entry] = await user.outgoing();
        expect(entry?.reply).toMatchObject({ text: user.phone().messages[0]?.text });
        expect(status(entry?.times ?? {}, undefined)).toBe("read");
      }, WAIT);
    });

    it("never moves a message of ours back", async () => {
      const user = aUser();
      await user.send(user.says.text("Hello"));
      await vi.waitFor(() => expect(user.phone().messages).toHaveLength(1), WAIT);
      const id = user.phone().messages[0]?.id ?? "";
      for (const event of [user.says.read(id), user.says.delivered(id), user.says.read(id)]) await user.send(event);
      await vi.waitFor(async () => expect((await user.outgoing())[0]?.times.delivered).toBeDefined(), WAIT);
      const [entry] = await user.outgoing();
      expect(status(entry?.times ?? {}, entry?.failure)).toBe("read");
    });

    it("answers the messages of a conversation in their order, also when the first one fails at first", async () => {
      const user = aUser();
      system.platform.addCallFault({ matches: user.isMessage, at: "before", response: { status: 503 } });
      const ids = Array.from({ length: 5 }, () => randomUUID().toUpperCase());
      for (const id of ids) await user.send(user.says.text("Hello", id));
      await vi.waitFor(() => expect(user.phone().messages).toHaveLength(5), WAIT);
      const { conversation } = user;
      const answers = ids.map((id) => outgoingId(turnId({ conversation, type: "message", id }), 0) as string);
      expect(user.phone().messages.map(({ id }) => id)).toEqual(answers);
    });

    it("logs each failure, and no address, text, token or id of a user", async () => {
      const user = aUser();
      system.platform.addCallFault({
        matches: user.isSignal,
        times: Infinity,
        at: "before",
        response: { status: 500 },
      });
      system.platform.addCallFault({ matches: user.isMessage, times: 2, at: "before", response: { status: 401 } });
      system.platform.addCallFault({ matches: user.isMessage, at: "before", response: { status: 404 } });
      await user.send(user.says.text("My secret question"));
      await user.send({ ...user.says.text("My secret question"), message: { text: ["My secret question"] } });
      await user.send({ ...user.says.text("My secret question"), message: undefined, secret: "My secret question" });
      for (const event of ["signal_failed", "delivery_failed", "act_refused", "dead_lettered", "webhook_parked"]) {
        await vi.waitFor(() => expect(system.logs()).toContain(event), WAIT);
      }
      for (const secret of [user.address, "secret question", BUSINESS_MESSAGES_TOKEN]) {
        expect(system.logs()).not.toContain(secret);
      }
    });

    it("logs nothing of what anybody sent or was shown, whatever failed", () => {
      expect(system.logs()).toMatch(/delivery_failed|act_refused|signal_failed/);
      const shown = sent.flatMap(
        ({ conversationId }) => system.platform.phone(CHANNEL, String(conversationId)).messages,
      );
      const answers = shown.map(({ text }) => text);
      expectNoneIn(system.logs(), [...sent.flatMap(personalStrings), ...answers, BUSINESS_MESSAGES_TOKEN]);
    });

    /** Somebody new, so that tests do not meet. */
    function aUser() {
      const address = randomUUID();
      const of = { channel: CHANNEL, agent: AGENT, address: address as Address } as const;
      const conversation = conversationId(CONVERSATION_KEY, of);
      const entries = async (): Promise<readonly HistoryEntry[]> =>
        (await system.history.read(conversation, 100)).entries;
      const outgoing = async () =>
        (await entries()).filter((entry): entry is OutgoingEntry => entry.type === "outgoing");
      const isMine = (call: ApiCall) => call.address === address;
      return {
        address,
        conversation,
        says: businessMessagesUser({ conversation: address, agent: AGENT, clock: systemClock }),
        entries,
        outgoing,
        sent: async () => (await outgoing()).filter(({ times }) => times.sent !== undefined),
        phone: () => system.platform.phone(CHANNEL, address),
        isMessage: (call: ApiCall) => isMine(call) && call.act.type === "message",
        isSignal: (call: ApiCall) => isMine(call) && (call.act.type === "read" || call.act.type === "typing"),
        send: async (event: WebhookEvent) => {
          sent.push(event);
          const answer = await sendWebhook(system.url, businessMessagesWebhook(event, BUSINESS_MESSAGES_TOKEN));
          expect(answer.status).toBe(200);
        },
      };
    }
  });
}
