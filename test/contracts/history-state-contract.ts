import { expect, test } from "vitest";
import type { ConversationState } from "../../shared/conversation/state.ts";
import { newState } from "../../shared/conversation/state.ts";
import { turnId } from "../../shared/conversation/turn-id.ts";
import type { History } from "../../shared/ports/history.ts";
import { commitNow } from "./committing.ts";
import { messageFact, noon } from "./facts.ts";

const SPEAKER = { type: "human", displayName: "Zoë 👩‍👩‍👧", avatarUrl: "https://example.com/zoe.png" } as const;

/** Each member beside those that every state has, in each of its forms. */
const MEMBERS: readonly { readonly what: string; readonly members: Partial<ConversationState> }[] = [
  { what: "a locale", members: { locale: "pt-BR" } },
  { what: "when the user was seen", members: { lastSeen: noon(123) } },
  { what: "an opt-out", members: { consent: { isOptedOut: true, at: noon(7) } } },
  { what: "an opt-in", members: { consent: { isOptedOut: false, at: noon(7) } } },
  {
    what: "how consent was chosen",
    members: {
      consent: {
        isOptedOut: true,
        at: noon(7),
        by: "word",
        word: "“STOP” 🛑",
        isEstimated: true,
        isWayBackNamed: true,
      },
    },
  },
  { what: "which agents were asked for consent", members: { askedAgents: "cards loans" } },
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

const MEMORIES: readonly { readonly what: string; readonly memory: ConversationState["memory"] }[] = [
  { what: "every kind of JSON", memory: { a: "x", b: 1.5, c: -1, d: true, e: false, f: null, g: [], h: {} } },
  { what: "objects in arrays in objects", memory: { basket: { items: [{ sku: "a/b", tags: ["x", "y"] }, {}] } } },
  { what: "arrays in arrays", memory: { board: [[1, 2], [], [[null]]] } },
  { what: "names that are no identifiers", memory: { "": 1, "a.b": 2, "`c`": 3, "d/e": 4, __f__: 5, שלום: 6 } },
  { what: "text in any script", memory: { said: "Cześć, שלום, 👩‍👩‍👧 and \u0000\n\"'" } },
  { what: "thirty levels", memory: { deep: nested(30) } },
  { what: "long texts", memory: { long: "ü".repeat(20_000) } },
  { what: "numbers as they are", memory: { big: 2 ** 53, small: 5e-324, huge: 1e308, date: 1_795_176_000_000 } },
];

/** The claims about a state that no fact of its conversation has led to. */
function keepStateContract(history: () => History): void {
  const consent = { isOptedOut: true, at: noon(7), by: "brand" } as const;

  test("keepState() keeps a state of a conversation in which nothing has happened", async () => {
    const { conversation, ...to } = messageFact();
    const state = { ...newState({ conversation, ...to }), consent };
    expect(await history().keepState(state, await history().load(conversation), noon())).toBe(true);
    expect(await history().load(conversation)).toMatchObject({ state, lease: undefined });
  });

  test("keepState() leaves the turn that has the conversation its lease", async () => {
    const fact = messageFact();
    const lease = { turn: turnId(fact), expiresAt: noon(60_000) };
    await commitNow(history(), fact, { lease });
    const snapshot = await history().load(fact.conversation);
    await history().keepState({ ...newState(fact), consent }, snapshot, noon());
    expect(await history().load(fact.conversation)).toMatchObject({ state: { consent }, lease });
  });

  test("keepState() writes nothing when others have written since", async () => {
    const fact = messageFact();
    const before = await history().load(fact.conversation);
    await commitNow(history(), fact);
    expect(await history().keepState({ ...newState(fact), consent }, before, noon())).toBe(false);
    expect((await history().load(fact.conversation)).state?.consent).toBeUndefined();
  });
}

/** The claims about what a state keeps. */
export function headContract(history: () => History): void {
  keepStateContract(history);
  const seen = async (state: ConversationState) => (await history().load(state.to.conversation)).state;

  test("commit() keeps whom the conversation is with", async () => {
    const fact = messageFact();
    await commitNow(history(), fact);
    expect(await seen(newState(fact))).toEqual(newState(fact));
  });

  test.each(MEMBERS)("commit() keeps $what", async ({ members }) => {
    const fact = messageFact();
    const state = { ...newState(fact), ...members };
    await commitNow(history(), fact, { state });
    expect(await seen(state)).toEqual(state);
  });

  test.each(MEMBERS)("commit() forgets $what when the next state is without", async ({ members }) => {
    const fact = messageFact();
    const state = newState(fact);
    await commitNow(history(), fact, { state: { ...state, ...members } });
    await commitNow(history(), messageFact({ conversation: fact.conversation }), { state });
    expect(await seen(state)).toEqual(state);
  });

  test.each(MEMBERS)("commit() keeps $what where the state before was without", async ({ members }) => {
    const fact = messageFact();
    const state = { ...newState(fact), ...members };
    await commitNow(history(), fact, { state: newState(fact) });
    await commitNow(history(), messageFact({ conversation: fact.conversation }), { state });
    expect(await seen(state)).toEqual(state);
  });

  test.each(MEMORIES)("commit() keeps of memory $what", async ({ memory }) => {
    const fact = messageFact();
    const state = { ...newState(fact), memory };
    await commitNow(history(), fact, { state });
    expect(await seen(state)).toEqual(state);
  });

  test.each(MEMORIES)("commit() keeps of a changed memory $what", async ({ memory }) => {
    const fact = messageFact();
    const state = { ...newState(fact), memory };
    await commitNow(history(), fact, { state: { ...state, memory: { before: { x: 1 } } } });
    await commitNow(history(), messageFact({ conversation: fact.conversation }), { state });
    expect(await seen(state)).toEqual(state);
  });

  test("commit() forgets a part of memory, at any depth, that is gone", async () => {
    const fact = messageFact();
    const state = { ...newState(fact), memory: { basket: { cake: 1 } } };
    await commitNow(history(), fact, { state: { ...state, memory: { basket: { cake: 1, tea: 2 }, name: "Ada" } } });
    await commitNow(history(), messageFact({ conversation: fact.conversation }), { state });
    expect(await seen(state)).toEqual(state);
  });
}

function nested(levels: number): ConversationState["memory"] {
  return levels === 0 ? {} : { inner: nested(levels - 1) };
}
