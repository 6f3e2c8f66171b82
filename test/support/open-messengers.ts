import { type EngineOptions, openEngine } from "../../functions/compose.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { publishedTimers } from "../../shared/google/pubsub/published-timers.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import type { Messengers } from "../../shared/ports/messenger.ts";
import { logged } from "./log-lines.ts";
import { NO_PAUSES } from "./open-gate.ts";

/** The messengers of an engine, without its bot and over a store that nobody reads. */
export function openMessengers(
  options: Pick<EngineOptions, "agents" | "apis"> & { readonly clock?: Clock },
): Messengers {
  const publisher = { publish: async () => undefined };
  const store = {
    publisher,
    history: localHistory(openDatabase(":memory:")),
    timers: publishedTimers(publisher),
    pauses: NO_PAUSES,
  };
  const bot = { persona: { displayName: "Bot" }, answer: () => [] };
  const others = { conversationKey: "key", bot, clock: { ...systemClock, ...options.clock }, log: logged().log };
  return openEngine(store, { ...options, ...others }).messengers;
}
