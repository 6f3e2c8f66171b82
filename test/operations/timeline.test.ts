import { describe, expect, it, onTestFinished } from "vitest";
import { type Actor, act, castActors, playScene, type Stage } from "../../cli/demo.ts";
import { demoConversation } from "../../cli/demo-agents.ts";
import { openFacts } from "../../cli/facts.ts";
import { startLocalSystem } from "../../cli/local-system.ts";
import { movableClock } from "../../cli/movable-clock.ts";
import { readOptions } from "../../cli/options.ts";
import type { Operator } from "../../operations/operator.ts";
import { type TimelineRequest, timeline } from "../../operations/timeline.ts";
import type { TimelineFact } from "../../operations/timeline-fact.ts";
import type { ConversationId } from "../../shared/base/ids.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import { turnId } from "../../shared/conversation/turn-id.ts";
import { text } from "../../shared/reply/reply.ts";
import { commitNow, HELLO, UNTIL } from "../contracts/committing.ts";
import { messageFact, noon } from "../contracts/facts.ts";
import { openEmptyOperator } from "../support/empty-operator.ts";

const ANSWERING: Bot = { persona: { displayName: "Answering" }, answer: () => [text("Certainly, madam.")] };
const BROKEN: Bot = {
  persona: { displayName: "Broken" },
  answer: () => Promise.reject(new Error("no such order")),
};

/** `npm start` over a database of its own, an RCS user, and who is on call. */
interface OnCall {
  readonly stage: Stage;
  readonly operator: Operator;
  readonly actor: Actor;
  readonly conversation: ConversationId;
  ask(request: TimelineRequest): Promise<readonly TimelineFact[]>;
}

async function start(bot: Bot): Promise<OnCall> {
  const clock = movableClock();
  const options = readOptions(["--port", "0", "--data", ":memory:"]);
  const system = await startLocalSystem(options, { bot, facts: openFacts(clock), clock });
  onTestFinished(() => system[Symbol.asyncDispose]());
  const { operator } = system;
  if (operator === undefined) throw new Error("Expected an embedded database");
  const [actor] = castActors();
  return {
    stage: system,
    operator,
    actor,
    conversation: demoConversation(actor.channel, actor.address),
    ask: (request) => Array.fromAsync(timeline.run(request, operator, new AbortController().signal)),
  };
}

const told = (facts: readonly TimelineFact[]) =>
  facts.flatMap((fact) => (fact.type === "step" ? [`${fact.step}: ${fact.what}`] : []));

describe("timeline", () => {
  it("tells what came, how it was handled, what was said and what became of it, in order", async () => {
    const { stage, actor, conversation, ask } = await start(ANSWERING);
    await playScene(actor, stage);
    const facts = await ask({ whom: conversation });
    const now = expect.stringContaining("the bot answers");
    expect(facts[0]).toMatchObject({ type: "conversation", conversation, now });
    expect(told(facts)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^received: the user's message .*: a text of 2 characters$/),
        expect.stringMatching(/^decided: send a text of 17 characters, as [0-9a-f-]{36}$/),
        expect.stringMatching(/^call: send answered 200 in \d+ ms$/),
        expect.stringMatching(/^delivery: delivery 1 of the message handled, outcome answered/),
        expect.stringMatching(/^delivery: delivery 1 of the message handled, outcome done-before/),
        expect.stringMatching(/^status: delivered /),
        expect.stringMatching(/^status: read /),
      ]),
    );
    const times = facts.flatMap((fact) => ("at" in fact && fact.at !== undefined ? [fact.at] : []));
    expect(times).toEqual(times.toSorted());
    expect(facts.filter(({ type }) => type === "gap")).toEqual([]);
  });

  it("is found by the phone number and by the id of what was said, and shows words only to who leaves a record", async () => {
    const { stage, operator, actor, conversation, ask } = await start(ANSWERING);
    await playScene(actor, stage);
    const [said] = stage.platform.phone("rcs", actor.address).messages;
    const byPhone = await ask({ whom: actor.address.replace(/(\d{3})(?=\d)/g, "$1 ") });
    const byMessage = await ask({ whom: said?.id ?? "" });
    for (const facts of [byPhone, byMessage]) {
      expect(facts[0]).toMatchObject({ type: "conversation", conversation });
      expect(told(facts).some((what) => what.startsWith("status: read"))).toBe(true);
      expect(JSON.stringify(facts)).not.toMatch(/Certainly|"Hi"|\+4477/);
    }
    expect(JSON.stringify(await ask({ whom: conversation, unmaskedBy: "ada" }))).toContain("Certainly, madam.");
    const records = await operator.documents.query({ collection: "audit", limit: 5 });
    expect(records.map(({ members }) => [members.by, members.about])).toEqual([["ada", { conversation }]]);
  });

  it("tells that a user has opted out", async () => {
    const { stage, actor, conversation, ask } = await start(ANSWERING);
    await act(actor, { do: "say", text: "STOP" }, stage);
    await expect
      .poll(async () => told(await ask({ whom: conversation })))
      .toContainEqual(expect.stringMatching(/^decided: record that the user has opted out, as [0-9a-f-]+$/));
    expect((await ask({ whom: conversation }))[0]).toMatchObject({ now: expect.stringContaining("has opted out at") });
  });

  it("names the failure of a bot, delivery by delivery", async () => {
    const { stage, actor, conversation, ask } = await start(BROKEN);
    await act(actor, { do: "say", text: "Where is it?" }, stage);
    await expect
      .poll(async () => told(await ask({ whom: conversation })), { timeout: 20_000 })
      .toContainEqual(expect.stringMatching(/^delivery: delivery 1 of the message failed, and comes again, .*error/));
  });

  it("says where nothing is known", async () => {
    const { conversation, ask } = await start(ANSWERING);
    expect(await ask({ whom: conversation })).toEqual([
      { type: "conversation", conversation, now: "history knows nothing of it" },
      { type: "gap", what: "Nothing is known of this time" },
    ]);
    const [gap] = await ask({ whom: "+447700900999" });
    expect(gap).toEqual({ type: "gap", what: "Nothing is known of this number in this time" });
    await expect(ask({ whom: "Mrs Smith" })).rejects.toThrow(/expected a phone number such as/);
    await expect(ask({ whom: "7b1c6a52-3f1e-5d0a-9c1b-0d7a3a1c2000" })).rejects.toThrow(/name an earlier --from/);
  });

  it("says of what is tried again that it is not done, and not that it is sent", async () => {
    const operator = openEmptyOperator(noon());
    const fact = messageFact();
    const leased = await commitNow(operator.history, fact, { acts: [HELLO], leaseUntil: UNTIL });
    await operator.history.abandon(leased);
    const request = { whom: fact.conversation, to: UNTIL };
    const facts = await Array.fromAsync(timeline.run(request, operator, new AbortController().signal));
    expect(told(facts)).toContainEqual(expect.stringMatching(/^decided: send a text of .*; not done yet$/));
    expect(told(facts).filter((one) => one.startsWith("status"))).toEqual([]);
  });

  it("says of a message with a fallback that it may have left", async () => {
    const operator = openEmptyOperator(noon());
    const fact = messageFact();
    const terms = { fallback: "Hello", isCritical: false };
    const leased = await commitNow(operator.history, fact, {
      acts: [{ do: "send", reply: text("Hello"), terms }],
      leaseUntil: UNTIL,
    });
    await operator.history.recordOutcome(fact.conversation, turnId(fact), [{ index: 0, begunAt: noon(5) }]);
    await operator.history.abandon(leased);
    const request = { whom: fact.conversation, to: UNTIL };
    const facts = await Array.fromAsync(timeline.run(request, operator, new AbortController().signal));
    expect(told(facts)).toContainEqual(expect.stringMatching(/^status: sending, which may have left, /));
    expect(told(facts)).toContainEqual(expect.stringMatching(/^decided: send a text of .*; not done yet$/));
  });

  it("refuses a time that ends before it begins", async () => {
    const { conversation, ask } = await start(ANSWERING);
    const to = new Date(Date.now() - 2 * 86_400_000);
    await expect(ask({ whom: conversation, to })).rejects.toThrow(/expected --from before --to$/);
  });

  it("shows a gap where the log is gone", async () => {
    const { stage, actor, conversation, operator } = await start(ANSWERING);
    await playScene(actor, stage);
    const lost: Operator = { ...operator, logLines: { absence: "no log is kept here", async *find() {} } };
    const facts = await Array.fromAsync(timeline.run({ whom: conversation }, lost, new AbortController().signal));
    const [gap] = facts.filter(({ type }) => type === "gap");
    expect(gap).toMatchObject({ what: "No log line tells how it was handled: no log is kept here" });
  });
});
