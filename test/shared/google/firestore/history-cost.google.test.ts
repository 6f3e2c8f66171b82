import { describe, expect, inject, it } from "vitest";
import type { ConversationId } from "../../../../shared/base/ids.ts";
import type { Bot } from "../../../../shared/bot/bot.ts";
import { outgoingId, turnId } from "../../../../shared/conversation/turn-id.ts";
import { systemClock } from "../../../../shared/google/clock.ts";
import type { History } from "../../../../shared/ports/history.ts";
import { text } from "../../../../shared/reply/reply.ts";
import { takeTurn } from "../../../../shared/turn/take-turn.ts";
import type { TurnEngine } from "../../../../shared/turn/try-turn.ts";
import { commitNow, HELLO, UNTIL } from "../../../contracts/committing.ts";
import { anyConversation, messageFact, messageId, noon, receipt } from "../../../contracts/facts.ts";
import { costOf, countedFirestore } from "../../../support/counted-firestore.ts";
import { logged } from "../../../support/log-lines.ts";
import { OPEN_GATE } from "../../../support/open-gate.ts";
import { askingPlan, countingPlan, planOf, type TurnPlan } from "../../../support/open-turns.ts";
import { budgetFrom } from "../../../support/time-budget.ts";

const hosts = inject("emulators");

/** Every act succeeds at once. */
function engineOver(history: History, answer: Bot["answer"] = () => []): TurnEngine {
  return {
    history,
    clock: { ...systemClock, now: () => noon(), sleep: () => Promise.resolve() },
    log: logged().log,
    perform: () => Promise.resolve(undefined),
    bot: { persona: { displayName: "Harbour Cafe" }, answer },
    directory: { agents: [], conversationKey: "key" },
    secret: (name) => name,
    gate: OPEN_GATE,
    budget: budgetFrom(noon()),
  };
}

/** History over a conversation that has had a turn. */
async function openConversation() {
  const { history, bill } = await countedFirestore(hosts?.firestore ?? "");
  const conversation = anyConversation();
  const takePlan = ({ fact, decide, answer }: TurnPlan) => takeTurn(fact, decide, engineOver(history, answer));
  const take = (words: readonly string[], of = messageFact({ conversation })) => takePlan(countingPlan(of, ...words));
  await take(["Welcome"]);
  return { history, bill, conversation, take, takePlan, cost: (work: () => Promise<unknown>) => costOf(bill, work) };
}

function mergeOne(history: History, conversation: ConversationId, of = messageFact({ conversation })): Promise<void> {
  const message = messageId(outgoingId(turnId(of), 0));
  const receipts = [receipt(message, "delivered", noon(1)), receipt(message, "read", noon(2))];
  return history.mergeReceipts({ conversation, received: noon() }, message, receipts);
}

describe.skipIf(hosts === undefined)("firestoreHistory()", () => {
  it("costs 3 writes and 1 read for a turn with one reply", async () => {
    const { cost, take } = await openConversation();
    expect(await cost(() => take(["one"]))).toEqual({ writes: 3, reads: 1 });
  });

  it("costs 3 writes and 1 read for a conversation's first turn", async () => {
    const { cost, take } = await openConversation();
    expect(await cost(() => take(["one"], messageFact()))).toEqual({ writes: 3, reads: 1 });
  });

  it("costs no more for three replies than for one", async () => {
    const { cost, take } = await openConversation();
    expect(await cost(() => take(["one", "two", "three"]))).toEqual({ writes: 3, reads: 1 });
  });

  it("costs 2 writes and 1 read for a turn in which nothing is said", async () => {
    const { cost, take } = await openConversation();
    expect(await cost(() => take([]))).toEqual({ writes: 2, reads: 1 });
  });

  it("costs 3 writes and 1 read for a bot that answers with a list, however long", async () => {
    const { cost, takePlan, conversation } = await openConversation();
    const plan = askingPlan(messageFact({ conversation }), async () => [text("one"), text("two")]);
    expect(await cost(() => takePlan(plan))).toEqual({ writes: 3, reads: 1 });
  });

  it.each([
    { words: ["one"], writes: 4 },
    { words: ["one", "two"], writes: 6 },
    { words: ["one", "two", "three"], writes: 8 },
  ])("costs 2 writes for each answer that a bot yields, and 2 for its end: $words", async ({ words, writes }) => {
    const { cost, takePlan, conversation } = await openConversation();
    const plan = planOf(messageFact({ conversation }), ...words);
    expect(await cost(() => takePlan(plan))).toEqual({ writes, reads: 1 });
  });

  it("costs 3 reads for a repeat of a fact, and no write", async () => {
    const { cost, conversation, take } = await openConversation();
    const fact = messageFact({ conversation });
    await take(["one"], fact);
    expect(await cost(() => take(["one"], fact))).toEqual({ writes: 0, reads: 3 });
  });

  it("costs 1 write for all receipts of a message that come together, and no read", async () => {
    const { cost, history, conversation, take } = await openConversation();
    const fact = messageFact({ conversation });
    await take(["one"], fact);
    expect(await cost(() => mergeOne(history, conversation, fact))).toEqual({ writes: 1, reads: 0 });
  });

  it("costs 1 read more where no turn is known that sent the message", async () => {
    const { cost, history, conversation } = await openConversation();
    expect(await cost(() => mergeOne(history, conversation))).toEqual({ writes: 1, reads: 1 });
  });

  it("costs 1 write for a fact that leads to nothing, and no read", async () => {
    const { cost, history, conversation } = await openConversation();
    expect(await cost(() => history.record(messageFact({ conversation })))).toEqual({ writes: 1, reads: 0 });
  });

  it("costs 1 write for the outcomes of a turn, and no read", async () => {
    const { cost, history, conversation, take } = await openConversation();
    const fact = messageFact({ conversation });
    await take(["one", "two"], fact);
    const turn = turnId(fact);
    const outcomes = [{ index: 0 }, { index: 1, failure: "blocked" }];
    expect(await cost(() => history.recordOutcome(conversation, turn, outcomes))).toEqual({ writes: 1, reads: 0 });
  });

  it("costs 2 writes to abandon a turn, and no read", async () => {
    const { cost, history, conversation } = await openConversation();
    const snapshot = await commitNow(history, messageFact({ conversation }), { acts: [HELLO], leaseUntil: UNTIL });
    expect(await cost(() => history.abandon(snapshot))).toEqual({ writes: 2, reads: 0 });
  });

  it("costs 1 write and 1 read to count a failure", async () => {
    const { cost, history } = await openConversation();
    expect(await cost(() => history.countFailure("M1", noon()))).toEqual({ writes: 1, reads: 1 });
  });

  it("costs 1 read for each turn that is read, and 1 for the state", async () => {
    const { cost, history, conversation, take } = await openConversation();
    for (const words of ["one", "two", "three"]) await take([words]);
    expect(await cost(() => history.read(conversation, 3))).toEqual({ writes: 0, reads: 4 });
  });

  it("costs 1 read to look at a message, and 1 write to commit that another channel takes over", async () => {
    const { cost, history, conversation, take } = await openConversation();
    const fact = messageFact({ conversation });
    await take(["one"], fact);
    const fallBack = async () => {
      const snapshot = await history.loadMessage(conversation, outgoingId(turnId(fact), 0));
      return (
        snapshot && history.commitFallback(conversation, { reason: "overdue", at: new Date(0).toISOString() }, snapshot)
      );
    };
    expect(await cost(fallBack)).toEqual({ writes: 1, reads: 1 });
  });
});
