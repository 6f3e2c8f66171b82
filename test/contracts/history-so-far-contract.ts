import { expect, test } from "vitest";
import type { Agent } from "../../shared/base/agent.ts";
import type { ConversationId } from "../../shared/base/ids.ts";
import type { Fact } from "../../shared/conversation/journal.ts";
import { MAX_SO_FAR_BYTES } from "../../shared/conversation/so-far.ts";
import { newState } from "../../shared/conversation/state.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import type { History } from "../../shared/ports/history.ts";
import { text } from "../../shared/reply/reply.ts";
import { conversationSoFar } from "../../shared/turn/conversation-so-far.ts";
import { BYE, commitNow, HELLO, UNTIL } from "./committing.ts";
import { anyConversation, eventFact, messageFact, messageId, noon, outboundFact, receipt } from "./facts.ts";

const CALL = { do: "tellPeople", news: { type: "waiting", until: noon(9000).toISOString(), why: "bot" } } as const;

interface TellOptions {
  readonly step?: number;
  readonly erased?: Date;
  readonly agents?: readonly Agent[];
}

/** What people are told of a conversation when they are called, over any history. */
export function soFarContract(history: () => History): void {
  const tell = (fact: Fact, { step = 0, erased, agents = [] }: TellOptions = {}) => {
    const state = { ...newState(fact), ...(erased && { erased }) };
    const ports = { history: history(), directory: { agents } };
    return conversationSoFar({ id: outgoingId(turnId(fact), step), fact, state }, ports);
  };
  const say = async (conversation: ConversationId, words: string, ms: number) => {
    const fact = messageFact({ conversation, text: words, at: noon(ms) });
    await history().record(fact);
    return fact;
  };

  test("conversationSoFar() tells both sides, the oldest first, and how far each line of ours came", async () => {
    const conversation = anyConversation();
    const asked = messageFact({ conversation, text: "Where is it?", at: noon(1) });
    await commitNow(history(), asked, { acts: [HELLO], at: noon(2) });
    const id = messageId(outgoingId(turnId(asked), 0));
    await history().mergeReceipts({ conversation, received: noon(3) }, id, [receipt(id, "delivered", noon(3))]);
    const human = text("I am Zoe", { speaker: { type: "human", displayName: "Zoe" } });
    await commitNow(history(), outboundFact({ conversation, at: noon(4) }), {
      acts: [{ do: "send", reply: human }],
      at: noon(4),
    });
    const newest = await say(conversation, "A person", 5);
    expect(await tell(newest)).toEqual({
      isWhole: true,
      lines: [
        { by: "user", at: noon(1).toISOString(), content: { type: "text", text: "Where is it?" } },
        { by: "business", at: noon(2).toISOString(), reply: HELLO.do === "send" && HELLO.reply, status: "delivered" },
        { by: "person", at: noon(4).toISOString(), reply: human, status: "sent" },
        { by: "user", at: noon(5).toISOString(), content: { type: "text", text: "A person" } },
      ],
    });
  });

  test("conversationSoFar() tells of its own turn what stands before the call, and not what follows it", async () => {
    const fact = messageFact({ at: noon(1) });
    await commitNow(history(), fact, { acts: [HELLO, CALL, BYE], at: noon(2), leaseUntil: UNTIL });
    const { lines } = await tell(fact, { step: 1 });
    expect(lines).toMatchObject([{ by: "user" }, { reply: { text: "Hello to you" }, status: "sending" }]);
  });

  test("conversationSoFar() tells no codes, nothing that was refused, and no events but the user's consent", async () => {
    const conversation = anyConversation();
    const code = text("Your code is 123456", { trafficType: "AUTHENTICATION" });
    const consent = { isOptedOut: true, at: noon(1).toISOString() } as const;
    const asked = messageFact({ conversation, at: noon(1) });
    await commitNow(history(), asked, {
      acts: [{ do: "send", reply: code }, HELLO, { do: "recordConsent", consent }],
      at: noon(2),
    });
    await history().recordOutcome(conversation, turnId(asked), [{ index: 1, failure: "google-404" }]);
    await history().record(eventFact({ conversation, at: noon(3) }));
    const { lines } = await tell(await say(conversation, "Hello?", 4));
    expect(lines).toMatchObject([
      { content: { text: "Hello" } },
      { by: "user", consent: "unsubscribed" },
      { content: { text: "Hello?" } },
    ]);
  });

  test("conversationSoFar() tells no code of an agent whose messages are codes, but what its people say", async () => {
    const conversation = anyConversation();
    const asked = messageFact({ conversation, at: noon(1) });
    const code = text("Your code is 123456");
    const human = text("I am Zoe", { speaker: { type: "human", displayName: "Zoe" } });
    const acts = [code, human].map((reply) => ({ do: "send", reply }) as const);
    await commitNow(history(), asked, { acts, at: noon(2) });
    const newest = await say(conversation, "Help", 3);
    const { channel, agent } = newest;
    const { lines } = await tell(newest, { agents: [{ channel, agent, trafficType: "AUTHENTICATION" } as Agent] });
    expect(lines).toMatchObject([{ content: { text: "Hello" } }, { reply: human }, { content: { text: "Help" } }]);
  });

  test("conversationSoFar() tells nothing from before its user was erased", async () => {
    const conversation = anyConversation();
    await say(conversation, "before", 1);
    await say(conversation, "at that moment", 2);
    const newest = await say(conversation, "after", 3);
    const { lines } = await tell(newest, { erased: noon(2) });
    expect(lines).toMatchObject([{ content: { text: "after" } }]);
  });

  test("conversationSoFar() tells the newest 20 turns, and whether there were more", async () => {
    const conversation = anyConversation();
    for (let ms = 1; ms <= 20; ms += 1) await say(conversation, `line ${ms}`, ms);
    const newest = await say(conversation, "line 21", 21);
    const { lines, isWhole } = await tell(newest);
    expect([lines.length, lines[0], isWhole]).toMatchObject([20, { content: { text: "line 2" } }, false]);
  });

  test("conversationSoFar() tells what fits, and that it is not all", async () => {
    const conversation = anyConversation();
    const long = "x".repeat(MAX_SO_FAR_BYTES / 4);
    for (const ms of [1, 2, 3, 4]) await say(conversation, long, ms);
    const newest = await say(conversation, "A person", 5);
    const soFar = await tell(newest);
    expect(soFar).toMatchObject({ lines: [{}, {}, {}, { content: { text: "A person" } }], isWhole: false });
    expect(Buffer.byteLength(JSON.stringify(soFar.lines))).toBeLessThan(MAX_SO_FAR_BYTES + 100);
  });
}
