import fc from "fast-check";
import { expect, it } from "vitest";
import { PermanentError } from "../../shared/base/errors.ts";
import { WEBHOOK_KINDS } from "../../shared/envelope/kind.ts";
import { parse } from "../../shared/inbound/parse.ts";
import { jsonText, orElse, RUNS } from "./arbitraries.ts";

const word = (...known: readonly string[]) => orElse(fc.constantFrom(...known), fc.string());

const attributes = fc.record(
  {
    channel: word("rcs", "business-messages"),
    agent: word("my_agent"),
    kind: word(...WEBHOOK_KINDS),
    conversation: word("c"),
    received: word("2026-11-20T10:15:15.000Z"),
  },
  { requiredKeys: ["channel", "agent", "kind", "conversation", "received"] },
);

it("parse() of any JSON gives a fact or throws PermanentError", () => {
  fc.assert(
    fc.property(jsonText, attributes, (text, told) => {
      expect(outcomeOf(() => parse({ bytes: Buffer.from(text), attributes: told }))).toMatch(/^(fact|permanent)$/);
    }),
    RUNS,
  );
});

function outcomeOf(work: () => unknown): string {
  try {
    work();
    return "fact";
  } catch (error) {
    return error instanceof PermanentError ? "permanent" : String(error);
  }
}
