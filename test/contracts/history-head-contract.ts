import { expect, test } from "vitest";
import type { Head } from "../../shared/conversation/state.ts";
import { newHead } from "../../shared/conversation/state.ts";
import type { History } from "../../shared/ports/history.ts";
import { messageFact, noon } from "./facts.ts";
import { settleNow } from "./settling.ts";

const SPEAKER = { type: "human", displayName: "Zoë 👩‍👩‍👧", avatarUrl: "https://example.com/zoe.png" } as const;

/** Each member beside those that every head has, in each of its forms. */
const MEMBERS: readonly { readonly what: string; readonly members: Partial<Head> }[] = [
  { what: "a locale", members: { locale: "pt-BR" } },
  { what: "when the user was seen", members: { lastSeen: noon(123) } },
  { what: "an opt-out", members: { subscription: { isOptedOut: true, at: noon(7) } } },
  { what: "an opt-in", members: { subscription: { isOptedOut: false, at: noon(7) } } },
  { what: "that a person was called", members: { mode: { type: "waiting", since: noon(1), until: noon(2) } } },
  {
    what: "that a person has it",
    members: { mode: { type: "human", since: noon(1), until: noon(2), speaker: SPEAKER } },
  },
  {
    what: "a person without a picture",
    members: {
      mode: { type: "human", since: noon(1), until: noon(2), speaker: { type: "human", displayName: "Zoë" } },
    },
  },
];

const MEMORIES: readonly { readonly what: string; readonly memory: Head["memory"] }[] = [
  { what: "every kind of JSON", memory: { a: "x", b: 1.5, c: -1, d: true, e: false, f: null, g: [], h: {} } },
  { what: "objects in arrays in objects", memory: { basket: { items: [{ sku: "a/b", tags: ["x", "y"] }, {}] } } },
  { what: "arrays in arrays", memory: { board: [[1, 2], [], [[null]]] } },
  { what: "names that are no identifiers", memory: { "": 1, "a.b": 2, "`c`": 3, "d/e": 4, __f__: 5, שלום: 6 } },
  { what: "text in any script", memory: { said: "Cześć, שלום, 👩‍👩‍👧 and \u0000\n\"'" } },
  { what: "thirty levels", memory: { deep: nested(30) } },
  { what: "long texts", memory: { long: "ü".repeat(20_000) } },
  { what: "numbers as they are", memory: { big: 2 ** 53, small: 5e-324, huge: 1e308, date: 1_795_176_000_000 } },
];

/** The claims about what a head keeps. */
export function headContract(history: () => History): void {
  const seen = async (head: Head) => (await history().load(head.to.conversation)).head;

  test("settle() keeps whom the conversation is with", async () => {
    const fact = messageFact();
    await settleNow(history(), fact);
    expect(await seen(newHead(fact))).toEqual(newHead(fact));
  });

  test.each(MEMBERS)("settle() keeps $what", async ({ members }) => {
    const fact = messageFact();
    const head = { ...newHead(fact), ...members };
    await settleNow(history(), fact, { head });
    expect(await seen(head)).toEqual(head);
  });

  test.each(MEMBERS)("settle() forgets $what when the next head is without", async ({ members }) => {
    const fact = messageFact();
    const head = newHead(fact);
    await settleNow(history(), fact, { head: { ...head, ...members } });
    await settleNow(history(), messageFact({ conversation: fact.conversation }), { head });
    expect(await seen(head)).toEqual(head);
  });

  test.each(MEMBERS)("settle() keeps $what where the head before was without", async ({ members }) => {
    const fact = messageFact();
    const head = { ...newHead(fact), ...members };
    await settleNow(history(), fact, { head: newHead(fact) });
    await settleNow(history(), messageFact({ conversation: fact.conversation }), { head });
    expect(await seen(head)).toEqual(head);
  });

  test.each(MEMORIES)("settle() keeps of memory $what", async ({ memory }) => {
    const fact = messageFact();
    const head = { ...newHead(fact), memory };
    await settleNow(history(), fact, { head });
    expect(await seen(head)).toEqual(head);
  });

  test.each(MEMORIES)("settle() keeps of a changed memory $what", async ({ memory }) => {
    const fact = messageFact();
    const head = { ...newHead(fact), memory };
    await settleNow(history(), fact, { head: { ...head, memory: { before: { x: 1 } } } });
    await settleNow(history(), messageFact({ conversation: fact.conversation }), { head });
    expect(await seen(head)).toEqual(head);
  });

  test("settle() forgets a part of memory, at any depth, that is gone", async () => {
    const fact = messageFact();
    const head = { ...newHead(fact), memory: { basket: { cake: 1 } } };
    await settleNow(history(), fact, { head: { ...head, memory: { basket: { cake: 1, tea: 2 }, name: "Ada" } } });
    await settleNow(history(), messageFact({ conversation: fact.conversation }), { head });
    expect(await seen(head)).toEqual(head);
  });
}

function nested(levels: number): Head["memory"] {
  return levels === 0 ? {} : { inner: nested(levels - 1) };
}
