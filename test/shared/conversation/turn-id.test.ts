import { describe, expect, it } from "vitest";
import type { ConversationId, MessageId, OutgoingId } from "../../../shared/base/ids.ts";
import {
  type CallPlace,
  idOf,
  isPlainTextId,
  MAX_ACTS,
  outgoingId,
  plainTextId,
  turnId,
  turnOf,
} from "../../../shared/conversation/turn-id.ts";
import { MAX_PLAIN_TEXTS } from "../../../shared/reply/plain-text.ts";

const FACT = { conversation: "hash" as ConversationId, type: "message", id: "MxIgT4pWCQu2tH9hMkSTljQa" };
const TURN = turnId(FACT);
const UUID_5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("turnId()", () => {
  it("is the same for ever: another one would answer every customer again", () => {
    expect(TURN).toBe("1ef49743-3729-558b-85ad-2ff1c4016000");
  });

  it("is a UUID of version 5", () => expect(TURN).toMatch(UUID_5));

  it("ends with no step", () => expect(TURN.slice(-3)).toBe("000"));

  it("is another for every conversation, type and id", () => {
    const other = { conversation: "other" as ConversationId, type: "event", id: "other" };
    const ids = [
      TURN,
      ...(["conversation", "type", "id"] as const).map((name) => turnId({ ...FACT, [name]: other[name] })),
    ];
    expect(new Set(ids).size).toBe(4);
  });

  it("keeps conversation and id apart", () => {
    const one = turnId({ ...FACT, conversation: "ab" as ConversationId, id: "c" });
    expect(turnId({ ...FACT, conversation: "a" as ConversationId, id: "bc" })).not.toBe(one);
  });
});

describe("outgoingId()", () => {
  const steps: readonly CallPlace[] = [
    0,
    1,
    15,
    MAX_ACTS - 1,
    "read",
    "typing-stopped",
    "typing-0",
    "typing-1",
    "typing-253",
  ];

  it.each(steps)("is a UUID of version 5 for step %s", (step) => expect(outgoingId(TURN, step)).toMatch(UUID_5));

  it("is another for every step", () => {
    expect(new Set(steps.map((step) => outgoingId(TURN, step))).size).toBe(steps.length);
  });

  it("has no id for more acts than a turn may have", () => {
    expect(() => outgoingId(TURN, MAX_ACTS)).toThrow(expect.objectContaining({ reason: "too-many-acts" }));
  });

  it("repeats the last indicator's id rather than another's when one is shown without end", () => {
    expect(outgoingId(TURN, "typing-9999")).toBe(outgoingId(TURN, "typing-253"));
  });

  it("is another for every plain text", () => {
    const texts = Array.from({ length: MAX_PLAIN_TEXTS }, (_, text) =>
      plainTextId(outgoingId(TURN, MAX_ACTS - 1), text),
    );
    const others = steps.map((step) => outgoingId(TURN, step));
    expect(new Set([...texts, ...others]).size).toBe(MAX_PLAIN_TEXTS + steps.length);
    expect(texts.every((id) => UUID_5.test(id))).toBe(true);
  });

  it("leaves the turn's own digits as they are", () => {
    expect(outgoingId(TURN, "read")).toBe(`${TURN.slice(0, -3)}fff`);
  });
});

it("isPlainTextId() tells a plain text from an act, a signal and another system's message", () => {
  const texts = [0, 13].map((text) => plainTextId(outgoingId(TURN, MAX_ACTS - 1), text));
  const others = [outgoingId(TURN, 0), outgoingId(TURN, "typing-0"), outgoingId(TURN, "read"), "agent-message/100"];
  expect(texts.map(isPlainTextId)).toEqual([true, true]);
  expect(others.map((id) => isPlainTextId(id as MessageId))).toEqual([false, false, false, false]);
});

describe("turnOf()", () => {
  it.each([0, 1, 15, 16, 200, MAX_ACTS - 1])("leads from the id of act %i back to its turn", (index) => {
    expect(turnOf(outgoingId(TURN, index))).toEqual({ turn: TURN, index });
  });

  it.each([0, 1, 13])("leads from the id of an act's plain text %i back to the act", (text) => {
    for (const index of [0, 1, MAX_ACTS - 1]) {
      const act = outgoingId(TURN, index);
      expect(turnOf(plainTextId(act, text))).toEqual({ turn: TURN, index });
      // A try that begins anew comes to the same.
      expect(plainTextId(plainTextId(act, 0), text)).toBe(plainTextId(act, text));
    }
  });

  it("takes an id in capitals for the same", () => {
    const id = outgoingId(TURN, 3).toUpperCase() as OutgoingId;
    expect(turnOf(id)).toEqual({ turn: TURN, index: 3 });
  });

  it.each(["", "agent-message/1", "x".repeat(256), `${TURN}0`, `{${TURN}}`])(
    "makes a turn of its own of another system's message (%s)",
    (message) => {
      const { turn, index } = turnOf(message as MessageId);
      expect([turn.slice(-3), index]).toEqual(["000", 0]);
      expect(turn).toMatch(UUID_5);
    },
  );

  it("tells other systems' messages apart", () => {
    expect(turnOf("one" as MessageId).turn).not.toBe(turnOf("other" as MessageId).turn);
  });
});

describe("idOf()", () => {
  it.each(["000", "0ff", "f00", "ffd", "ffe", "fff"])("leads back to a message that ends with %s", (end) => {
    const id = `${TURN.slice(0, -3)}${end}` as MessageId;
    expect(idOf(turnOf(id))).toBe(id);
  });
});
