import { describe, expect, it } from "vitest";
import { countsOver } from "../../../shared/conversation/consent.ts";
import { consentOf } from "../../../shared/turn/consent-of.ts";
import { messageFact, noon } from "../../contracts/facts.ts";

/** Whether a word whose time is unknown counts over another choice, which was made a second before it came. */
function counts(text: string, isOptedOutBefore: boolean): boolean {
  const consent = consentOf({ ...messageFact({ text, at: noon() }), isEstimated: true }, {});
  return consent !== undefined && countsOver(consent, { isOptedOut: isOptedOutBefore, at: noon(-1000) });
}

describe("consentOf(), of a word whose time is unknown", () => {
  it("takes STOP for new", () => expect(counts("STOP", false)).toBe(true));

  it("takes START for as old as it may be", () => expect(counts("START", true)).toBe(false));
});
