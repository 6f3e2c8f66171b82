import fc, { type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Act } from "../../shared/conversation/act.ts";
import { type ConversationState, newState } from "../../shared/conversation/state.ts";
import { MAX_ACTS, outgoingId, type TurnId, turnId, turnOf } from "../../shared/conversation/turn-id.ts";
import { turnOfCommit } from "../../shared/local/merge-turn.ts";
import { readState, storeState } from "../../shared/store/stored-state.ts";
import { readEntries, readJournal, readPageToken, writePageToken } from "../../shared/store/stored-turn.ts";
import { BYE, commitOf, HELLO } from "../contracts/committing.ts";
import { deadlineFact, eventFact, messageFact, noon, outboundFact } from "../contracts/facts.ts";
import { RUNS } from "./arbitraries.ts";

const date = fc.date({ noInvalidDate: true });
const anyText = fc.string({ unit: "grapheme", maxLength: 20 });

const speaker = fc.record(
  { type: fc.constant("human" as const), displayName: anyText, avatarUrl: fc.webUrl() },
  { requiredKeys: ["type", "displayName"] },
);

const mode: Arbitrary<ConversationState["mode"]> = fc.oneof(
  fc.constant({ type: "bot" } as const),
  fc.record({ type: fc.constant("waiting" as const), since: date, until: date }),
  fc.record({ type: fc.constant("human" as const), since: date, until: date, speaker }),
);

/** JSON knows no negative zero. */
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)));

const state: Arbitrary<ConversationState> = fc.record(
  {
    to: fc.constant(newState(messageFact()).to),
    mode,
    memory: fc.dictionary(anyText, json),
    locale: anyText,
    consent: fc.record({ isOptedOut: fc.boolean(), at: date }),
    lastSeen: date,
  },
  { requiredKeys: ["to", "mode", "memory"] },
);

const fact = fc.constantFrom(messageFact(), eventFact(), outboundFact(), deadlineFact());
const act: Arbitrary<Act> = fc.constantFrom(
  HELLO,
  BYE,
  { do: "survey" },
  { do: "tellPeople", news: { type: "joined" } },
);
const acts = fc.array(act, { maxLength: 12 });

/** What a store gives back of what it was given. */
function kept<T>(stored: T): T {
  return JSON.parse(JSON.stringify(stored));
}

describe("readState()", () => {
  it("reads what storeState() wrote", () => {
    fc.assert(
      fc.property(state, (any) => {
        expect(readState(kept(storeState(any)), any.to.conversation)).toEqual(any);
      }),
      RUNS,
    );
  });
});

describe("readJournal()", () => {
  it("reads what was committed, in its order", () => {
    const flags = fc.record({ isComplete: fc.boolean(), done: fc.array(fc.nat(11)) });
    fc.assert(
      fc.property(fact, acts, flags, (any, decided, { isComplete, done }) => {
        const commit = commitOf(any, { acts: decided, done, isComplete });
        const known = readJournal(commit.turn, kept(turnOfCommit(commit)));
        expect(known).toEqual({ answers: 0, entries: commit.entries, isComplete, isAbandoned: false });
      }),
      RUNS,
    );
  });
});

describe("readEntries()", () => {
  it("reads the fact and what we said, in its order", () => {
    fc.assert(
      fc.property(acts, (decided) => {
        const any = messageFact({ at: noon(1) });
        const commit = commitOf(any, { acts: decided });
        const said = commit.entries.filter((known) => known.act.do === "send").map(({ id }) => id);
        const entries = readEntries(commit.turn, kept(turnOfCommit(commit)), false);
        expect(entries.map(({ id }) => id)).toEqual([any.id, ...said]);
      }),
      RUNS,
    );
  });
});

describe("turnOf()", () => {
  it("reads the turn and the index from any id of ours", () => {
    const index = fc.nat(MAX_ACTS - 1);
    fc.assert(
      fc.property(fc.string(), index, (id, any) => {
        const turn = turnId({ ...messageFact(), id });
        expect(turnOf(outgoingId(turn, any))).toEqual({ turn, index: any });
      }),
      RUNS,
    );
  });
});

describe("readPageToken()", () => {
  it("reads what writePageToken() wrote", () => {
    fc.assert(
      fc.property(fc.integer(), fc.uuid(), (at, turn) => {
        expect(readPageToken(writePageToken(at, turn as TurnId))).toEqual([at, turn]);
      }),
      RUNS,
    );
  });
});
