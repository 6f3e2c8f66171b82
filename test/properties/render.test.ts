import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Inbound } from "../../shared/inbound/inbound.ts";
import { parse } from "../../shared/inbound/parse.ts";
import { readFixtures } from "../support/fixtures.ts";
import { sealed, webhookOf } from "../support/sealed.ts";
import { writeEvent } from "../support/write-event.ts";
import { RUNS } from "./arbitraries.ts";
import { inbound } from "./facts.ts";

/** A fact sent as a webhook of its channel, and read again. */
const again = (fact: Inbound) => parse(sealed(webhookOf(fact.channel, writeEvent(fact))));

/** What is parked never becomes a fact. */
const recorded = readFixtures().filter((one) => sealed(one).attributes.reason === undefined);

describe("writeEvent()", () => {
  it("is parsed to the same fact, whatever it is", () => {
    fc.assert(
      fc.property(inbound, (fact) => {
        expect(again(fact)).toEqual(fact);
      }),
      RUNS,
    );
  });

  it.each(recorded)("says again what $channel/$name says", (fixture) => {
    const fact = parse(sealed(fixture));
    expect(again(fact)).toEqual(fact);
  });
});
