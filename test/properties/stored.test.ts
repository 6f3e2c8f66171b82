import fc, { type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Act } from "../../shared/conversation/act.ts";
import { type ConversationState, newState } from "../../shared/conversation/state.ts";
import { MAX_ACTS, outgoingId, type TurnId, turnId, turnOf } from "../../shared/conversation/turn-id.ts";
import type { History } from "../../shared/ports/history.ts";
import { storedHistory } from "../../shared/store/history.ts";
import { readPageToken, writePageToken } from "../../shared/store/page-token.ts";
import { readState, storeState } from "../../shared/store/stored-state.ts";
import { BYE, commitNow, HELLO, journalOf } from "../contracts/committing.ts";
import { deadlineFact, eventFact, messageFact, noon, outboundFact } from "../contracts/facts.ts";
import { openSimulatedDocuments, simulatedStore } from "../simulation/documents.ts";
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
    consent: fc.record(
      {
        isOptedOut: fc.boolean(),
        at: date,
        by: fc.constantFrom("word", "tap", "event", "answer", "brand"),
        word: fc.string({ unit: "binary" }).map((word) => word.toWellFormed()),
        isEstimated: fc.constant(true),
        isWayBackNamed: fc.constant(true),
      },
      { requiredKeys: ["isOptedOut", "at"] },
    ),
    askedAgents: fc.string(),
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

function openHistory(): History {
  return storedHistory(
    simulatedStore(openSimulatedDocuments(), () => noon()),
    30,
  );
}

describe("storedHistory()", () => {
  it("loads what was committed, in its order", async () => {
    const flags = fc.record({ isComplete: fc.boolean(), done: fc.array(fc.nat(11)) });
    await fc.assert(
      fc.asyncProperty(fact, acts, flags, async (any, decided, options) => {
        const history = openHistory();
        const { journal } = await commitNow(history, any, { acts: decided, ...options });
        expect(journal?.entries.map(({ act: one }) => one)).toEqual(decided);
        expect(await journalOf(history, any)).toEqual(journal);
      }),
      RUNS,
    );
  });

  it("reads the fact and what we said, newest first", async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (decided) => {
        const history = openHistory();
        const any = messageFact({ at: noon(1) });
        const { journal } = await commitNow(history, any, { acts: decided });
        const said = journal?.entries.filter((known) => known.act.do === "send").map(({ id }) => id) ?? [];
        const { entries } = await history.read(any.conversation, 9);
        expect(entries.map(({ id }) => id)).toEqual([any.id, ...said].toReversed());
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
