import { expect, it } from "vitest";
import { PermanentError } from "../../../shared/base/errors.ts";
import { text } from "../../../shared/reply/reply.ts";
import { leaseHolderIn } from "../../contracts/committing.ts";
import { messageFact } from "../../contracts/facts.ts";
import { askingPlan, openTurns } from "../../support/open-turns.ts";

const fact = messageFact();

it("takeTurn() keeps nobody waiting for a turn that fails for ever after its first words", async () => {
  const turns = openTurns();
  const breaking = askingPlan(fact, async function* () {
    yield text("Hello");
    throw new PermanentError("bad-reply", "Cannot go on");
  });
  await expect(turns.take(breaking)).rejects.toThrow(PermanentError);
  expect([turns.done.length, await leaseHolderIn(turns.history, fact.conversation)]).toEqual([1, undefined]);
});
