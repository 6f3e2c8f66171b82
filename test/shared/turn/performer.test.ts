import { describe, expect, it } from "vitest";
import { PermanentError, TransientError } from "../../../shared/base/errors.ts";
import type { InboundId, OutgoingId } from "../../../shared/base/ids.ts";
import type { Act, HandoffNews } from "../../../shared/conversation/act.ts";
import type { Fact } from "../../../shared/conversation/journal.ts";
import { newState } from "../../../shared/conversation/state.ts";
import type { Timer } from "../../../shared/conversation/timer.ts";
import { publishedTimers } from "../../../shared/google/pubsub/published-timers.ts";
import type { Publisher } from "../../../shared/ports/publisher.ts";
import { text } from "../../../shared/reply/reply.ts";
import { type Channels, performer } from "../../../shared/turn/performer.ts";
import { messageFact, noon } from "../../contracts/facts.ts";
import { openMemory } from "../../support/open-memory.ts";

const fact = messageFact({ text: "My card was stolen" });
const { channel, agent, address, conversation } = fact;
const overdue: Timer = {
  type: "timer",
  id: "d1" as InboundId,
  at: noon(),
  received: noon(),
  channel,
  agent,
  address,
  conversation,
  purpose: { type: "mode" },
};
const SAY: Act = { do: "send", reply: text("One moment") };
const ENDED: Act = { do: "tellPeople", news: { type: "ended", reason: "nobody-came" } };

/** Nothing is sent over these. */
function channelsOver(publisher: Publisher): Channels {
  return {
    messengers: {} as Channels["messengers"],
    capabilities: { check: async () => ({ type: "unreachable" }), recall: () => undefined },
    publisher,
    timers: publishedTimers(publisher),
    clock: { now: noon },
    history: openMemory(),
    directory: { agents: [], conversationKey: "key" },
  };
}

/** What a turn that was held up does when a person has come meanwhile, and what the contact centre hears of it. */
async function performLate(of: Fact, ...acts: readonly Act[]) {
  const heard: unknown[] = [];
  const publish = async (_topic: string, { bytes }: { readonly bytes: Buffer }) => {
    heard.push(JSON.parse(bytes.toString()).news);
  };
  const perform = performer(channelsOver({ publish }));
  const mode = {
    type: "human",
    since: noon(),
    until: noon(1),
    speaker: { type: "human", displayName: "Zoe" },
  } as const;
  const context = { id: "id" as OutgoingId, fact: of, state: { ...newState(of), mode }, until: noon(60_000) };
  const outcomes = await Promise.all(
    acts.map((act) => perform(act, context).catch(({ reason }: PermanentError) => reason)),
  );
  return { outcomes, heard };
}

describe("performer(), when the user has unsubscribed meanwhile", () => {
  const consent = { isOptedOut: true, at: noon(1) };

  it.each<Act>([
    SAY,
    { do: "send", reply: text("Half the price today", { trafficType: "PROMOTION" }) },
    { do: "send", reply: text("At ten", { trafficType: "SERVICEREQUEST" }), isAskedFor: true },
  ])("does not send what was decided before: %j", async (act) => {
    const perform = performer(channelsOver({ publish: async () => {} }));
    const late = perform(act, {
      id: "id" as OutgoingId,
      fact,
      state: { ...newState(fact), consent },
      until: noon(60_000),
    });
    await expect(late).rejects.toMatchObject({ reason: "opted-out" });
  });
});

describe("performer(), when people are told of a conversation", () => {
  const context = {
    id: "5e0f3f8c-6a0e-4c59-9d1e-0d7a3a1c2000" as OutgoingId,
    fact,
    state: newState(fact),
    until: noon(1),
  };
  const refusal = new PermanentError("refused-by-history", "Cannot read: no such index");

  /** What is published when history answers like this, and what the act ends with. */
  async function telling(news: HandoffNews, read: Channels["history"]["read"]) {
    const told: object[] = [];
    const publish: Publisher["publish"] = async (_topic, { bytes }) => void told.push(JSON.parse(bytes.toString()));
    const channels = channelsOver({ publish });
    const perform = performer({ ...channels, history: { ...channels.history, read } });
    const outcome = await perform({ do: "tellPeople", news }, context).catch((error: unknown) => error);
    return { told, outcome };
  }
  const failing = (error: Error) => async () => {
    throw error;
  };

  it.each<HandoffNews>([{ type: "waiting", until: noon(9).toISOString(), why: "user" }, { type: "joined" }])(
    "tells what was said so far with $type",
    async (news) => {
      const { told } = await telling(news, async () => ({
        entries: [{ type: "message", id: fact.id, at: noon(), content: fact.content }],
        older: undefined,
      }));
      const line = { by: "user", at: noon().toISOString(), content: fact.content };
      expect(told).toMatchObject([{ news, soFar: { lines: [line], isWhole: true } }]);
    },
  );

  it("reads nothing for any other news", async () => {
    const { told, outcome } = await telling({ type: "said", content: fact.content }, failing(refusal));
    expect([told.length, told[0], outcome]).toEqual([1, expect.not.objectContaining({ soFar: {} }), undefined]);
  });

  it("calls somebody all the same where history will never tell, and does not hide that", async () => {
    const { told, outcome } = await telling({ type: "joined" }, failing(refusal));
    expect([told, outcome]).toMatchObject([[{ news: { type: "joined" } }], refusal]);
  });

  it("calls nobody where another try may tell", async () => {
    const busy = new TransientError("Cannot read: busy");
    expect(await telling({ type: "joined" }, failing(busy))).toEqual({ told: [], outcome: busy });
  });
});

describe("performer(), when a person has the conversation meanwhile", () => {
  it("says nothing of the bot's, and tells the person what the user said", async () => {
    const { outcomes, heard } = await performLate(fact, SAY);
    expect(outcomes).toEqual(["person-speaks"]);
    expect(heard).toEqual([{ type: "said", content: fact.content }]);
  });

  it("does not say that nobody came, to the user or to the person", async () => {
    expect(await performLate(overdue, SAY, ENDED)).toEqual({ outcomes: ["person-speaks", "person-speaks"], heard: [] });
  });
});
