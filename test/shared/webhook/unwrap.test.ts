import { describe, expect, it } from "vitest";
import { unwrap } from "../../../shared/webhook/unwrap.ts";
import { fixture } from "../../support/fixtures.ts";

const { body } = fixture("rcs", "user-text");

describe("unwrap()", () => {
  it("takes the JSON that the caller has parsed", () => {
    const json = { agent: "brands/b/agents/a" };
    const bytes = Buffer.from("{");
    expect(unwrap("business-messages", bytes, json)).toEqual({
      channel: "business-messages",
      bytes,
      json,
      agent: json.agent,
    });
  });

  it("parses the body where the caller has not", () => {
    expect(unwrap("rcs", body)).toEqual(unwrap("rcs", body, JSON.parse(body.toString())));
  });

  it("finds nothing in what is no JSON", () => {
    expect(unwrap("rcs", Buffer.from("{"))).toMatchObject({ bytes: undefined, json: undefined, agent: undefined });
  });
});
