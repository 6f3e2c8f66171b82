import { expect, test } from "vitest";
import type { HistoryEntry } from "../../shared/bot/history-entry.ts";
import type { PageToken } from "../../shared/conversation/journal.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import type { History } from "../../shared/ports/history.ts";
import { BYE, commitNow, HELLO, journalOf } from "./committing.ts";
import { anyConversation, deadlineFact, eventFact, messageFact, noon, outboundFact } from "./facts.ts";

/** The claims about record() and read(). */
export function readContract(history: () => History): void {
  const all = async (conversation: Parameters<History["read"]>[0]) => (await history().read(conversation, 100)).entries;
  const pages = async (conversation: Parameters<History["read"]>[0], limit: number) => {
    const read: (readonly HistoryEntry[])[] = [];
    let older: PageToken | undefined;
    do {
      const page = await history().read(conversation, limit, older);
      read.push(page.entries);
      older = page.older;
    } while (older !== undefined);
    return read;
  };

  test("record() keeps what a message said, to the millisecond", async () => {
    const fact = messageFact({ at: noon(7), text: "Cześć, שלום, 👩‍👩‍👧 and \u0000" });
    await history().record(fact);
    const entry = { type: "message", id: fact.id, at: noon(7), content: fact.content };
    expect(await all(fact.conversation)).toEqual([entry]);
  });

  test("record() keeps what an event told", async () => {
    const fact = eventFact({ at: noon(7) });
    await history().record(fact);
    const entry = { type: "event", id: fact.id, at: noon(7), event: fact.event };
    expect(await all(fact.conversation)).toEqual([entry]);
  });

  test("record() keeps a fact that comes twice once", async () => {
    const fact = messageFact();
    await history().record(fact);
    await history().record(fact);
    expect(await all(fact.conversation)).toHaveLength(1);
  });

  test("record() keeps what came first of two facts with one id", async () => {
    const fact = messageFact({ text: "first" });
    await history().record(fact);
    await history().record(messageFact({ conversation: fact.conversation, id: fact.id, text: "second" }));
    expect(await all(fact.conversation)).toMatchObject([{ content: { text: "first" } }]);
  });

  test("record() after commit() takes nothing back", async () => {
    const fact = messageFact();
    const { journal: turn } = await commitNow(history(), fact, { acts: [HELLO], done: [0] });
    await history().record(fact);
    expect(await journalOf(history(), fact)).toEqual(turn);
  });

  test("commit() of a fact that was recorded keeps it once", async () => {
    const fact = messageFact();
    await history().record(fact);
    await commitNow(history(), fact);
    expect(await all(fact.conversation)).toMatchObject([{ type: "message", id: fact.id }]);
  });

  test("read() knows nothing of a new conversation", async () => {
    expect(await history().read(anyConversation(), 9)).toEqual({ entries: [], older: undefined });
  });

  test("read() shows what we said after what it answers", async () => {
    const fact = messageFact({ at: noon(5) });
    await commitNow(history(), fact, { acts: [HELLO, BYE], at: noon(5) });
    const [first, second] = [0, 1].map((step) => outgoingId(turnId(fact), step));
    expect((await all(fact.conversation)).map(({ id }) => id)).toEqual([second, first, fact.id]);
  });

  test("read() shows of an outbound request and a deadline only what we said", async () => {
    const conversation = anyConversation();
    await commitNow(history(), outboundFact({ conversation }), { acts: [HELLO, { do: "survey" }] });
    await commitNow(history(), deadlineFact({ conversation }), { acts: [{ do: "survey" }] });
    expect(await all(conversation)).toMatchObject([{ type: "outgoing" }]);
  });

  test("read() begins with the newest, of whatever type", async () => {
    const conversation = anyConversation();
    await history().record(messageFact({ conversation, at: noon(1) }));
    await commitNow(history(), messageFact({ conversation, at: noon(2) }), { acts: [HELLO], at: noon(3) });
    await history().record(eventFact({ conversation, at: noon(4) }));
    expect((await all(conversation)).map(({ at }) => at)).toEqual([noon(4), noon(3), noon(2), noon(1)]);
  });

  test("read() leaves out the oldest beyond the limit", async () => {
    const conversation = anyConversation();
    for (const ms of [2, 4, 1, 3]) await history().record(messageFact({ conversation, at: noon(ms) }));
    const { entries } = await history().read(conversation, 2);
    expect(entries.map(({ at }) => at)).toEqual([noon(4), noon(3)]);
  });

  test("read() goes on where the page before ended", async () => {
    const conversation = anyConversation();
    for (const ms of [2, 4, 1, 5, 3]) await history().record(messageFact({ conversation, at: noon(ms) }));
    const read = await pages(conversation, 2);
    expect(read.flat().map(({ at }) => at)).toEqual([noon(5), noon(4), noon(3), noon(2), noon(1)]);
  });

  test.each([1, 2, 3, 7])("read() of %i at a time loses and doubles nothing of one moment", async (limit) => {
    const conversation = anyConversation();
    const facts = Array.from({ length: 7 }, (_, index) => messageFact({ conversation, at: noon(index < 5 ? 1 : 2) }));
    await Promise.all(facts.map((fact) => history().record(fact)));
    const ids = (await pages(conversation, limit)).flat().map(({ id }) => id);
    expect(ids.toSorted()).toEqual(facts.map(({ id }) => id).toSorted());
  });

  test("read() keeps what we said on the page of what it answers", async () => {
    const conversation = anyConversation();
    await commitNow(history(), messageFact({ conversation, at: noon(1) }), { acts: [HELLO], at: noon(9) });
    await commitNow(history(), messageFact({ conversation, at: noon(2) }), { acts: [HELLO], at: noon(9) });
    const read = (await pages(conversation, 1)).map((page) => page.map(({ at }) => at));
    expect(read.slice(0, 2)).toEqual([
      [noon(9), noon(2)],
      [noon(9), noon(1)],
    ]);
  });

  test("read() loses nothing of older pages when something new comes meanwhile", async () => {
    const conversation = anyConversation();
    for (const ms of [1, 2, 3]) await history().record(messageFact({ conversation, at: noon(ms) }));
    const { older } = await history().read(conversation, 2);
    await history().record(messageFact({ conversation, at: noon(4) }));
    expect((await history().read(conversation, 2, older)).entries).toMatchObject([{ at: noon(1) }]);
  });

  test("read() tells of no other conversation", async () => {
    const ours = messageFact();
    await history().record(messageFact());
    await history().record(ours);
    expect(await all(ours.conversation)).toMatchObject([{ id: ours.id }]);
  });
}
