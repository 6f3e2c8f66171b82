import { expect, it } from "vitest";
import { openFacts } from "../../../cli/facts.ts";
import { openPageJournal } from "../../../cli/page/page-journal.ts";

it("openPageJournal() forgets the oldest facts, but not that a fault is on", () => {
  const clock = { now: () => new Date(0) };
  const journal = openPageJournal(openFacts(clock), clock.now, 20);
  journal.tell({ type: "fault", fault: "slow", isOn: true });
  for (let index = 0; index < 100; index += 1) journal.tell({ type: "history", what: `step ${index}` });
  const kept = journal.facts();
  expect(kept.length).toBeLessThanOrEqual(21);
  expect([kept.at(0), kept.at(-1)]).toMatchObject([
    { type: "fault", seq: 1 },
    { type: "history", what: "step 99" },
  ]);
});
