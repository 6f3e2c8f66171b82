import { expect, it } from "vitest";
import { castActors } from "../../cli/demo.ts";
import { openFacts } from "../../cli/facts.ts";
import { startLocalSystem } from "../../cli/local-system.ts";
import { movableClock } from "../../cli/movable-clock.ts";
import { IN_MEMORY, readOptions } from "../../cli/options.ts";
import { writeHints } from "../../cli/write-hints.ts";
import { botOf, echo } from "../support/bots.ts";

it.each([
  ["local.sqlite", ["npx heliograph timeline", "npx heliograph send"]],
  [IN_MEMORY, []],
])("writeHints() names the commands of another process that reach a database in %s", async (data, commands) => {
  const clock = movableClock();
  const facts = openFacts(clock);
  const kept = readOptions(["--port", "0", "--data", IN_MEMORY, "--verbose"]);
  await using system = await startLocalSystem(kept, { bot: botOf(echo), facts, clock });
  const [actor] = castActors();
  const hints = writeHints(actor, system, { ...kept, data });
  expect(hints.match(/npx heliograph \w+/g) ?? []).toEqual(commands);
});
