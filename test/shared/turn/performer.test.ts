import { describe, expect, it } from "vitest";
import type { PermanentError } from "../../../shared/base/errors.ts";
import type { InboundId, OutgoingId } from "../../../shared/base/ids.ts";
import type { Act } from "../../../shared/conversation/act.ts";
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

  it.each<Act>([SAY, { do: "send", reply: text("Half the price today", { trafficType: "PROMOTION" }) }])(
    "does not send what was decided before: %j",
    async (act) => {
      const perform = performer(channelsOver({ publish: async () => {} }));
      const late = perform(act, {
        id: "id" as OutgoingId,
        fact,
        state: { ...newState(fact), consent },
        until: noon(60_000),
      });
      await expect(late).rejects.toMatchObject({ reason: "opted-out" });
    },
  );
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
