import { expect, it } from "vitest";
import { TURN_BYTES } from "../../cli/capacity/constants.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import { takeTurn } from "../../shared/turn/take-turn.ts";
import { anyConversation, messageFact, noon } from "../contracts/facts.ts";
import { logged } from "../support/log-lines.ts";
import { OPEN_GATE } from "../support/open-gate.ts";
import { countingPlan } from "../support/open-turns.ts";
import { budgetFrom } from "../support/time-budget.ts";

const SAID = "What do you have for somebody who likes neither nuts nor raisins? ".repeat(3);

it("a turn with a message and an answer of 200 characters each takes no more of history than capacity counts on, and a third at least", async () => {
  const db = openDatabase(":memory:");
  const plan = countingPlan(messageFact({ conversation: anyConversation(), text: SAID }), SAID);
  await takeTurn(plan.fact, plan.decide, {
    history: localHistory(db),
    clock: { ...systemClock, now: () => noon(), sleep: () => Promise.resolve() },
    log: logged().log,
    perform: () => Promise.resolve(undefined),
    bot: { persona: { displayName: "Harbour Cafe" }, answer: plan.answer ?? (() => []) },
    directory: { agents: [], conversationKey: "key" },
    secret: (name) => name,
    gate: OPEN_GATE,
    budget: budgetFrom(noon()),
  });
  const rows = db.prepare("SELECT collection, members FROM documents WHERE collection LIKE '%/turns'").all();
  const bytes = rows.reduce((sum, { collection, members }) => sum + `${collection}${members}`.length, 0);
  expect(rows).toHaveLength(1);
  expect(bytes).toBeLessThanOrEqual(TURN_BYTES);
  expect(bytes).toBeGreaterThan(TURN_BYTES / 3);
});
