import { describe, expect, it } from "vitest";
import { namesLast } from "../../cli/names-last.ts";
import { keptDatabase } from "../support/kept-database.ts";
import { endOf, startHeliograph } from "../support/run-heliograph.ts";

const NAME = "-uAXfd5gsozVVsdt-acl39XMGBeJ2DPAet3WnUDd36Q";

describe("namesLast()", () => {
  it.each([
    [
      ["timeline", NAME, "--json"],
      ["timeline", "--json", "--", NAME],
    ],
    [
      ["erase", "--data", "a.sqlite", NAME, "--yes"],
      ["erase", "--data", "a.sqlite", "--yes", "--", NAME],
    ],
    [
      ["replay", "--conversation", NAME],
      ["replay", "--conversation", NAME],
    ],
    [
      ["timeline", "--unmasked", NAME],
      ["timeline", "--unmasked", "--", NAME],
    ],
    [
      ["timeline", "--", NAME],
      ["timeline", "--", NAME],
    ],
    [
      ["timeline", "+447700900123"],
      ["timeline", "+447700900123"],
    ],
  ])("reads %j", (given, read) => expect(namesLast(given)).toEqual(read));
});

it("a conversation that begins with a hyphen is one, and no option", async () => {
  const { file } = keptDatabase();
  const run = await endOf(startHeliograph(["timeline", NAME, "--data", file]));
  expect(run).toMatchObject({ stderr: expect.not.stringContaining("unknown option") });
});
