import { describe, expect, it } from "vitest";
import { TransientError } from "../../../shared/base/errors.ts";
import type { Fact } from "../../../shared/conversation/journal.ts";
import { deleteTurns, markErased } from "../../../shared/store/erase-conversation.ts";
import { takeTurn } from "../../../shared/turn/take-turn.ts";
import { deadlineFact, eventFact, messageFact, noon, outboundFact } from "../../contracts/facts.ts";
import {
  askingPlan,
  busyAt,
  countingPlan,
  countOf,
  fail,
  openTurns,
  planOf,
  say,
  type Turns,
} from "../../support/open-turns.ts";

const fact = messageFact({ text: "my words" });
const { conversation } = fact;
const sayOnce = (_fact: Fact, state: Parameters<ReturnType<typeof countingPlan>["decide"]>[1]) => ({
  acts: [say("one")],
  state: { ...state, memory: { n: countOf(state) + 1 } },
});

async function erase({ documents, now }: Turns): Promise<void> {
  await markErased(documents, fact, now());
  await Array.fromAsync(deleteTurns(documents, conversation));
}

/** What is left of the conversation, as text. */
async function left({ documents }: Turns): Promise<string> {
  const turns = await documents.query({ collection: `conversations/${conversation}/turns`, limit: 9 });
  return JSON.stringify([turns, (await documents.get([`conversations/${conversation}`]))[0]?.members]);
}

async function expectNothing(turns: Turns): Promise<void> {
  expect(await left(turns)).toMatch(/^\[\[\],/);
  expect(await left(turns)).not.toMatch(/my words|14155550100|one|two/);
}

describe("takeTurn() of somebody who was erased", () => {
  it.each<Fact>([
    fact,
    eventFact({ conversation }),
    outboundFact({ conversation }),
    // Due only afterwards, but set before.
    deadlineFact({ conversation, at: noon(9_000) }),
  ])("ignores a $type from before", async (known) => {
    const turns = openTurns();
    await erase(turns);
    await takeTurn(known, sayOnce, turns.engine());
    expect(turns.done).toEqual([]);
    expect(turns.lines).toEqual([expect.objectContaining({ event: "erased_ignored", kind: known.type })]);
    await expectNothing(turns);
  });

  it("answers what comes afterwards, and begins anew", async () => {
    const turns = openTurns();
    await turns.take(countingPlan(fact, "one"));
    await erase(turns);
    turns.letPass(1000);
    const later = messageFact({ conversation, at: turns.now() });
    for (const _ of [1, 2]) await turns.take(countingPlan(later, "anew"));
    expect(turns.done).toEqual(["one", "anew"]);
    const { state } = await turns.history.load(conversation);
    expect([countOf(state), state?.to.address, state?.erased]).toEqual([1, fact.address, noon()]);
  });

  it("ignores what came before also once the user has written again", async () => {
    const turns = openTurns();
    await erase(turns);
    turns.letPass(1000);
    await turns.take(countingPlan(messageFact({ conversation, at: turns.now() }), "anew"));
    await turns.take(countingPlan(fact, "one"));
    expect(turns.done).toEqual(["anew"]);
  });

  it("keeps an opt-out that comes late, without its words", async () => {
    const turns = openTurns();
    await erase(turns);
    await turns.take(countingPlan(messageFact({ conversation, text: "STOP" }), "one"));
    const { state } = await turns.history.load(conversation);
    expect(state?.consent).toEqual({ isOptedOut: true, by: "word", at: noon() });
    expect(await left(turns)).not.toContain("STOP");
  });

  it("says no more of a turn that is under way, and keeps nothing of it", async () => {
    const turns = openTurns();
    await turns.take(planOf(fact, "one", "two"), (words) => words === "one" && erase(turns));
    expect(turns.done).toEqual(["one"]);
    await expectNothing(turns);
  });

  it("says no more of a step that takes its time", async () => {
    const turns = openTurns();
    const happening = async (words: string) => {
      if (words !== "one") return;
      await erase(turns);
      turns.letPass(6000);
    };
    await turns.take(countingPlan(fact, "one", "two"), happening);
    expect(turns.done).toEqual(["one"]);
    await expectNothing(turns);
  });

  it("keeps nothing of a try that fails meanwhile", async () => {
    const turns = openTurns();
    const happening = async (words: string) => {
      if (words === "two") await erase(turns);
      await busyAt("two")(words, undefined as never);
    };
    await fail(turns, countingPlan(fact, "one", "two"), happening);
    await expectNothing(turns);
    await turns.take(countingPlan(fact, "one", "two"));
    expect(turns.done).toEqual(["one"]);
  });

  it("keeps nothing of a turn whose bot fails meanwhile", async () => {
    const turns = openTurns();
    const plan = askingPlan(fact, async () => {
      await erase(turns);
      throw new TransientError("The bot's own store is away");
    });
    await turns.take(plan);
    await expectNothing(turns);
  });
});
