import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newState } from "../../shared/conversation/state.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import { deleteTurns, markErased } from "../../shared/store/erase-conversation.ts";
import { storedHistory } from "../../shared/store/history.ts";
import { commitNow, commitOf, HELLO, UNTIL } from "./committing.ts";
import type { OpenDocuments } from "./document-store-contract.ts";
import { eventFact, messageFact, messageId, noon, receipt } from "./facts.ts";

const OPT_OUT = { isOptedOut: true, by: "word", word: "STOP IT", at: noon(1) } as const;

/** What becomes of a conversation that is erased, over any store of documents. */
export function erasureContract(name: string, open: () => Promise<OpenDocuments>): void {
  describe(name, { timeout: 30_000 }, () => {
    let opened: OpenDocuments;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());
    erasureClaims(() => opened);
  });
}

function using(opened: () => OpenDocuments) {
  const documents = () => opened().documents;
  const history = () => storedHistory(documents(), 30);
  const mark = (fact: InboundMessage, at = noon(100)) => markErased(documents(), fact, at);
  return {
    history,
    mark,
    async erase(fact: InboundMessage): Promise<void> {
      await mark(fact);
      await Array.fromAsync(deleteTurns(documents(), fact.conversation));
    },
    /** All documents of a conversation, as text. */
    async left({ conversation }: InboundMessage): Promise<string> {
      const [state] = await documents().get([`conversations/${conversation}`]);
      const turns = await documents().query({ collection: `conversations/${conversation}/turns`, limit: 9 });
      return JSON.stringify([state?.members, turns]);
    },
  };
}

function erasureClaims(opened: () => OpenDocuments): void {
  const { history, mark, erase, left } = using(opened);
  const begin = (fact: InboundMessage) =>
    commitNow(history(), fact, {
      acts: [HELLO],
      leaseUntil: UNTIL,
      state: { ...newState(fact), locale: "pl-PL", consent: OPT_OUT, memory: { name: "Ada" } },
    });
  const idOf = (fact: InboundMessage) => messageId(outgoingId(turnId(fact), 0));

  test("markErased() leaves the choice, and neither address, words, memory nor language", async () => {
    const fact = messageFact({ text: "my words" });
    await begin(fact);
    await erase(fact);
    expect((await history().load(fact.conversation)).state).toEqual({
      to: { channel: "rcs", agent: "my_agent", address: "", conversation: fact.conversation },
      mode: { type: "bot" },
      memory: {},
      erased: noon(100),
      consent: { isOptedOut: true, by: "word", at: noon(1) },
    });
    expect(await left(fact)).not.toMatch(/my words|14155550100|Ada|pl-PL|STOP IT|Hello to you/);
  });

  test("markErased() keeps an opt-out for ever, and another mark until nothing can come back", async () => {
    const [gone, known] = [messageFact(), messageFact()];
    await begin(gone);
    await commitNow(history(), known);
    expect(await mark(gone)).toEqual({ leasedUntil: UNTIL, isOptedOut: true, until: undefined });
    expect(await mark(known)).toEqual({
      leasedUntil: undefined,
      isOptedOut: false,
      until: new Date(noon(100).getTime() + 45 * 86_400_000),
    });
  });

  test("markErased() marks a conversation that nothing is known of, and one that is marked already", async () => {
    const fact = messageFact();
    await mark(fact);
    await mark(fact, noon(200));
    expect((await history().load(fact.conversation)).state?.erased).toEqual(noon(200));
  });

  test("deleteTurns() deletes every page", async () => {
    const fact = messageFact();
    const facts = Array.from({ length: 260 }, () => eventFact({ conversation: fact.conversation }));
    await Promise.all(facts.map((event) => history().record(event)));
    const pages = await Array.fromAsync(deleteTurns(opened().documents, fact.conversation));
    expect([pages, await left(fact)]).toEqual([[250, 10], "[null,[]]"]);
  });

  test("a turn that is under way commits nothing any more", async () => {
    const fact = messageFact();
    const snapshot = await begin(fact);
    await erase(fact);
    expect(await history().commit(commitOf(fact, { acts: [HELLO, HELLO] }), snapshot)).toBeUndefined();
    expect(await history().release(snapshot)).toBe(false);
    expect(await history().abandon(snapshot)).toBe(false);
    expect(await left(fact)).toMatch(/,\[\]\]$/);
  });

  test("recordOutcome() does not bring a turn back", async () => {
    const fact = messageFact();
    await begin(fact);
    await erase(fact);
    for (const outcome of [{}, { failure: "blocked" }, { begunAt: noon(5) }, { isUnsent: true as const }])
      await history().recordOutcome(fact.conversation, turnId(fact), [{ index: 0, ...outcome }]);
    expect(await history().load(fact.conversation, turnId(fact))).toMatchObject({ journal: undefined });
  });

  test("commitFallback() does not bring a turn back", async () => {
    const fact = messageFact();
    await begin(fact);
    const message = await history().loadMessage(fact.conversation, idOf(fact));
    if (message === undefined) throw new Error("Expected a message");
    await erase(fact);
    const record = { reason: "overdue", at: noon(5).toISOString() } as const;
    expect(await history().commitFallback(fact.conversation, record, message)).toBe(false);
  });

  test("mergeReceipts() keeps a late receipt of an erased turn nowhere", async () => {
    const fact = messageFact();
    await begin(fact);
    await erase(fact);
    await history().mergeReceipts(fact, idOf(fact), [receipt(idOf(fact), "read", noon(900))]);
    expect(await left(fact)).toMatch(/,\[\]\]$/);
  });

  test("mergeReceipts() adds to what was said since", async () => {
    const [fact, later] = [messageFact(), messageFact({ at: noon(500) })];
    await erase(fact);
    const conversation = { conversation: fact.conversation };
    const again = { ...later, ...conversation };
    await begin(again);
    await history().mergeReceipts(again, idOf(again), [receipt(idOf(again), "read", noon(900))]);
    const { entries } = await history().read(fact.conversation, 9);
    expect(entries.find(({ type }) => type === "outgoing")).toMatchObject({ times: { read: noon(900) } });
  });
}
