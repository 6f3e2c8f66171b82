import type { HistoryEffect } from "./effect.ts";
import type { History } from "./ports.ts";

/** A batch of receipts can be about thousands of messages, and must end before the delivery's deadline. */
const AT_ONCE = 20;

/** Performs effects on history alone, some at once: they are about different entries. @throws whatever history throws. */
export async function performOnHistory(effects: readonly HistoryEffect[], history: History): Promise<void> {
  for (let start = 0; start < effects.length; start += AT_ONCE) {
    await Promise.all(effects.slice(start, start + AT_ONCE).map((effect) => performOne(effect, history)));
  }
}

async function performOne(effect: HistoryEffect, history: History): Promise<void> {
  switch (effect.do) {
    case "record":
      await history.record(effect.fact);
      return;
    case "mergeReceipts":
      return history.mergeReceipts(effect.conversation, effect.message, effect.receipts);
  }
}
