import fc, { type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import { readOutbound } from "../../functions/outbound/read-outbound.ts";
import { readAgents } from "../../shared/base/agent.ts";
import { PermanentError } from "../../shared/base/errors.ts";
import { readReply } from "../../shared/reply/read-reply.ts";
import type { Reply } from "../../shared/reply/reply.ts";
import { text } from "../../shared/reply/reply.ts";
import { wrongInReply } from "../support/schemas.ts";
import { almost, RUNS } from "./arbitraries.ts";
import { reply } from "./replies.ts";

const read = (value: unknown) => readReply({ value, path: "reply" });

describe("readReply()", () => {
  it("reads every reply that builders made, and makes the same", () => {
    fc.assert(
      fc.property(reply, (made) => {
        expect(read(JSON.parse(JSON.stringify(made)))).toEqual(made);
      }),
      RUNS,
    );
  });

  it("reads what the schema of the page names: every reply that builders made", () => {
    fc.assert(
      fc.property(reply, (made) => {
        expect(wrongInReply(JSON.parse(JSON.stringify(made)))).toEqual([]);
      }),
      RUNS,
    );
  });

  it("reads a text as itself", () => {
    expect(read("Hello")).toEqual(text("Hello"));
  });

  it("fails for good with whatever else it is given", () => {
    fc.assert(
      fc.property(reply.chain(almost), (odd) => {
        expect(failure(() => read(odd))).toSatisfy(isPermanent);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("readOutbound()", () => {
  const agents = readAgents('[{"channel":"rcs","agent":"bank"}]');
  const readAll = readOutbound({ agents, conversationKey: "key" }, { now: () => new Date("2026-11-20T10:00:00Z") });
  const request = fc.record(
    {
      id: fc.constant("order-17"),
      agent: fc.constant("bank"),
      to: fc.constant("+447700900123"),
      reply,
      handoff: fc.constantFrom("join", "leave"),
      speaker: fc.constant({ displayName: "Ann" }),
      ttl: fc.integer(),
      critical: fc.boolean(),
      fallback: fc.string(),
    },
    { requiredKeys: ["id", "agent", "to", "reply"] },
  );

  it("fails for good with whatever it cannot read", () => {
    fc.assert(
      fc.property(request.chain(almost), (odd) => {
        const bytes = Buffer.from(JSON.stringify(odd));
        expect(failure(() => readAll({ bytes, attributes: {} }))).toSatisfy(isPermanent);
      }),
      { numRuns: 1000 },
    );
  });

  it("tells nobody's address or words in what it says about them", () => {
    const told = (request satisfies Arbitrary<unknown>).chain(almost);
    fc.assert(
      fc.property(told, (odd) => {
        const error = failure(() => readAll({ bytes: Buffer.from(JSON.stringify(odd)), attributes: {} }));
        expect(String(error)).not.toContain("447700900123");
      }),
      RUNS,
    );
  });
});

function failure(work: () => Reply | object): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

function isPermanent(error: unknown): boolean {
  return error === undefined || error instanceof PermanentError;
}
