import { describe, expect, it } from "vitest";
import { tokenUsage } from "../../../functions/ingress/token-usage.ts";
import { agentId } from "../../../shared/base/ids.ts";
import type { KeyRing, TokenPlace } from "../../../shared/webhook/key-ring.ts";
import { noon } from "../../contracts/facts.ts";
import { logged } from "../../support/log-lines.ts";

const MINE = agentId("rcs", "my_agent");
const RING: KeyRing = new Map([[MINE, ["new", "old"]]]);
const NEWEST: TokenPlace = { owner: MINE, position: 0 };
const OLDER: TokenPlace = { owner: MINE, position: 1 };

/** The lines after matches at these times, in seconds. */
function linesOf(matches: readonly { readonly at: number; readonly of: TokenPlace; readonly ring?: KeyRing }[]) {
  const { log, lines } = logged();
  let now = noon();
  const tell = tokenUsage({ clock: { now: () => now }, log });
  for (const { at, of, ring = RING } of matches) {
    now = noon(at * 1000);
    tell(ring, of);
  }
  return lines;
}

describe("tokenUsage()", () => {
  it("tells whose token matched and how many are newer", () => {
    expect(linesOf([{ at: 0, of: OLDER }])).toEqual([
      { severity: "INFO", event: "token_matched", message: "token_matched", tokenOwner: MINE, tokenPosition: 1 },
    ]);
  });

  it.each([NEWEST, OLDER])("tells of the token at $position once a minute while it is in use", (of) => {
    expect(linesOf([0, 1, 59, 60, 119, 120].map((at) => ({ at, of })))).toHaveLength(3);
  });

  it("tells of every token apart", () => {
    const partner: TokenPlace = { owner: "*", position: 1 };
    expect(linesOf([NEWEST, OLDER, partner, NEWEST, OLDER, partner].map((of) => ({ at: 0, of })))).toHaveLength(3);
  });

  it("tells of the newest token again when the ring is another", () => {
    const ring: KeyRing = new Map([[MINE, ["newer", "new", "old"]]]);
    expect(
      linesOf([
        { at: 0, of: NEWEST },
        { at: 1, of: NEWEST, ring },
      ]),
    ).toHaveLength(2);
  });
});
