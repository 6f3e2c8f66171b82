import { type EngineOptions, openEngine } from "../../functions/compose.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import type { Messengers } from "../../shared/ports/messenger.ts";
import { logged } from "./log-lines.ts";
import { manualClock } from "./manual-clock.ts";

/** The messengers of an engine, without its bot and over a store that nobody reads. */
export function openMessengers(options: Pick<EngineOptions, "agents" | "apis">): Messengers {
  const store = { publisher: { publish: async () => undefined }, history: localHistory(openDatabase(":memory:")) };
  const bot = { persona: { displayName: "Bot" }, answer: () => [] };
  const others = { conversationKey: "key", bot, clock: manualClock(new Date(0)), log: logged().log };
  return openEngine(store, { ...options, ...others }).messengers;
}
