import { describe, expect, it } from "vitest";
import { agentId, type Channel } from "../../../shared/base/ids.ts";
import { hasToken, isSameRing, readKeyRing, tokensFor } from "../../../shared/webhook/key-ring.ts";

const MINE = agentId("rcs", "my_agent");

describe("readKeyRing()", () => {
  it("takes lists, one bare token, both spellings of an RCS agent, and trims", () => {
    const ring = readKeyRing('{"my_agent@rbm.goog": [" new\\n", "old"], "*": "partner"}', [MINE], "CLIENT_TOKENS");
    expect([...tokensFor(ring, MINE)].map(({ token }) => token)).toEqual(["new", "old", "partner"]);
  });

  it("joins the tokens of two spellings of one agent", () => {
    const ring = readKeyRing('{"my_agent": ["new"], "my_agent@rbm.goog": ["old"]}', [MINE], "CLIENT_TOKENS");
    expect([...tokensFor(ring, MINE)].map(({ token }) => token)).toEqual(["new", "old"]);
  });

  it.each([
    ["", "expected a JSON object"],
    ["[]", "expected a JSON object"],
    ['{"my_agent": []}', 'the list of "my_agent" is empty'],
    ['{"my_agent": ["  "]}', "empty token"],
    ['{"my_agent": [1]}', "no string"],
    ['{"other": ["token"]}', "agent my_agent has no token"],
  ])("refuses %s and names the setting", (text, expected) => {
    expect(() => readKeyRing(text, [MINE], "CLIENT_TOKENS")).toThrow(expected);
    expect(() => readKeyRing(text, [MINE], "CLIENT_TOKENS")).toThrow("CLIENT_TOKENS");
  });

  it("never quotes a token in an error", () => {
    expect(() => readKeyRing('{"other": ["s3cret"]}', [MINE], "CLIENT_TOKENS")).toThrow(/^(?!.*s3cret)/);
  });
});

describe("tokensFor()", () => {
  it("gives every token once for a body that names no agent", () => {
    const ring = readKeyRing('{"my_agent": ["a", "b"], "other": "b", "*": "c"}', [MINE], "CLIENT_TOKENS");
    expect([...tokensFor(ring, undefined)].map(({ token }) => token)).toEqual(["a", "b", "c"]);
  });
});

describe("tokensFor() of a channel", () => {
  it("gives none of the other channel's for a body that names no agent", () => {
    const ring = readKeyRing('{"my_agent": "a", "brands/b/agents/x": "b", "*": "c"}', [MINE], "CLIENT_TOKENS");
    const tokens = (channel: Channel) => [...tokensFor(ring, undefined, channel)].map(({ token }) => token);
    expect([tokens("rcs"), tokens("business-messages")]).toEqual([
      ["a", "c"],
      ["b", "c"],
    ]);
  });
});

describe("tokensFor(), their places", () => {
  const ring = readKeyRing('{"my_agent": ["a", "b"], "*": ["c", "b"]}', [MINE], "CLIENT_TOKENS");

  it("tells whose each token is and how many are newer", () => {
    expect([...tokensFor(ring, MINE)]).toEqual([
      { token: "a", owner: MINE, position: 0 },
      { token: "b", owner: MINE, position: 1 },
      { token: "c", owner: "*", position: 0 },
    ]);
  });

  it("tells the same for a body that names no agent", () => {
    expect([...tokensFor(ring, undefined)]).toEqual([...tokensFor(ring, MINE)]);
  });
});

describe("isSameRing()", () => {
  const read = (text: string) => readKeyRing(text, [], "CLIENT_TOKENS");

  it.each([
    ['{"a": ["1"]}', '{"a": " 1"}', true],
    ['{"a": ["1", "2"]}', '{"a": ["2", "1"]}', false],
    ['{"a": ["1"]}', '{"b": ["1"]}', false],
    ['{"a": ["1"]}', "{}", false],
  ])("compares %s and %s: %s", (one, other, isSame) => expect(isSameRing(read(one), read(other))).toBe(isSame));
});

describe("hasToken()", () => {
  it("knows every token of the ring and no other", () => {
    const ring = readKeyRing('{"my_agent": ["a", "b"]}', [MINE], "CLIENT_TOKENS");
    expect([hasToken(ring, "a"), hasToken(ring, "b"), hasToken(ring, "c"), hasToken(ring, "")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
