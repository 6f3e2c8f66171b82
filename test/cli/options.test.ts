import { describe, expect, it } from "vitest";
import { readOptions } from "../../cli/options.ts";

describe("readOptions()", () => {
  it.each([
    [["--data", ""], "Cannot use an empty --data: name a file, or leave it out"],
    [["--port", "abc"], "Cannot use --port abc: expected a number from 0 to 65535"],
    [["--agent", "a"], "Cannot use --agent without --url: Google must reach this machine"],
    [["--phone", "+447700900123"], "Cannot use --phone without --agent: name the agent that it is about"],
  ])("refuses %j", (args, why) => expect(() => readOptions(args)).toThrow(why));
});
