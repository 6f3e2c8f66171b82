import { expect, it } from "vitest";
import { PermanentError } from "../../../shared/base/errors.ts";
import type { TurnPlan } from "../../../shared/turn/take-turn.ts";
import { HELLO, leaseHolderIn } from "../../contracts/committing.ts";
import { messageFact } from "../../contracts/facts.ts";
import { openTurns } from "../../support/open-turns.ts";

const fact = messageFact();

it("takeTurn() keeps nobody waiting for a turn that fails for ever after its first words", async () => {
  const turns = openTurns();
  const breaking: TurnPlan = {
    fact,
    async *decide(state) {
      yield { acts: [HELLO], state };
      // Not in the same breath: so the first words are committed alone.
      await new Promise((resolve) => setTimeout(resolve, 5));
      throw new PermanentError("bad-reply", "Cannot go on");
    },
  };
  await expect(turns.take(breaking)).rejects.toThrow(PermanentError);
  expect([turns.done.length, await leaseHolderIn(turns.history, fact.conversation)]).toEqual([1, undefined]);
});
