import type { Keeping } from "./effect.ts";
import type { History } from "./ports.ts";

/** Performs effects on history alone, in their order. @throws whatever history throws. */
export async function keep(effects: readonly Keeping[], history: History): Promise<void> {
  for (const effect of effects) await keepOne(effect, history);
}

async function keepOne(effect: Keeping, history: History): Promise<void> {
  switch (effect.do) {
    case "record":
      await history.record(effect.fact);
      return;
    case "mergeReceipts":
      return history.mergeReceipts(effect.conversation, effect.message, effect.receipts);
  }
}
