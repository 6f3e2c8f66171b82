import { describe, expect, it } from "vitest";
import { expectNoneIn } from "./personal.ts";

describe("expectNoneIn()", () => {
  it.each([
    ["a number of the user's", '{"error":"1280 bytes are too many"}', "1280"],
    ["a short word", '{"error":"said: ok"}', "ok"],
    [
      "an id within another text",
      '{"call":"phones/11111111-1280-5555-8888-000000000000/agentMessages"}',
      "11111111-1280",
    ],
    ["a phone number without its sign", '{"call":"phones/15551230000"}', "+15551230000"],
  ])("finds %s", (_, log, text) => {
    expect(() => expectNoneIn(log, [text])).toThrow();
  });

  it.each([
    ["a duration", '{"ms":1280,"calls":[{"ms":1280}],"ageMs":1280.5}'],
    ["four digits of an id of ours", '{"turn":"d2978ddc-1280-54d2-bb62-8146c7d43000"}'],
  ])("does not take %s for a number of the user's", (_, log) => {
    expectNoneIn(log, ["1280"]);
  });
});
