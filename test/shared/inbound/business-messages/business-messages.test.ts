import { describe, expect, it } from "vitest";
import { readBusinessMessages } from "../../../../shared/inbound/business-messages/business-messages.ts";
import { FACTS } from "../../../support/business-messages-facts.ts";
import { fixture, readFixtures } from "../../../support/fixtures.ts";

const RECEIVED = new Date("2024-05-16T12:00:00Z");

/** It is parked before anybody reads it: nobody knows its shape. */
const UNKNOWN = "feedback-response";

const recorded = readFixtures().filter(({ channel, name }) => channel === "business-messages" && name !== UNKNOWN);

describe("readBusinessMessages()", () => {
  it.each(recorded)("reads the recorded $name", ({ name, body }) => {
    expect(read(body)).toEqual(FACTS[name]);
  });

  it("refuses the recorded feedback-response", () => {
    const { body } = fixture("business-messages", UNKNOWN);
    expect(() => read(body)).toThrow("Cannot read the body: expected one of the known kinds");
  });
});

function read(body: Buffer) {
  return readBusinessMessages({ value: JSON.parse(body.toString()), path: "" }, RECEIVED);
}
