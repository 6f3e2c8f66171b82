import type { Log } from "../shared/base/log.ts";
import type { History, Publisher, Timer } from "../shared/effect/ports.ts";
import { systemClock } from "../shared/google/clock.ts";
import { lazyHistory } from "../shared/google/lazy-history.ts";
import { googlePublisher } from "../shared/google/publisher.ts";
import { type Environment, readSettings, type Settings } from "./settings.ts";

/** A dead letter may take its time: the delivery is repeated if it fails. */
const PUBLISH_TIMEOUT_MS = 5000;

/** What every subscriber has of the production world. */
export interface StoreWorld {
  readonly publisher: Publisher;
  readonly history: History;
  readonly clock: Timer;
  readonly log: Log;
}

/** Opens Pub/Sub and history, and no bot. @throws SettingsError naming the setting to mend. */
export function storeWorld(env: Environment, log: Log): StoreWorld {
  return { ...openStore(readSettings(env)), clock: systemClock, log };
}

/** Opens Pub/Sub and history by settings that have been read. */
export function openStore(settings: Settings): Pick<StoreWorld, "publisher" | "history"> {
  const { project, topicPrefix: prefix, firestoreDatabase: database, historyDays: keepDays } = settings;
  const { pubsubEmulator, firestoreEmulator } = settings;
  return {
    publisher: googlePublisher({ project, prefix, emulator: pubsubEmulator, timeoutMs: PUBLISH_TIMEOUT_MS }),
    history: lazyHistory({ project, database, emulator: firestoreEmulator, keepDays }),
  };
}
