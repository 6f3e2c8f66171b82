import type { History, Publisher } from "../shared/effect/ports.ts";
import { lazyHistory } from "../shared/google/lazy-history.ts";
import { googlePublisher } from "../shared/google/publisher.ts";
import type { Settings } from "./settings.ts";

/** A dead letter may take its time: the delivery is repeated if it fails. */
const PUBLISH_TIMEOUT_MS = 5000;

/** What every subscriber has of the production world. */
export function subscriberWorld(settings: Settings): { readonly publisher: Publisher; readonly history: History } {
  const { project, topicPrefix: prefix, firestoreDatabase: database, pubsubEmulator, firestoreEmulator } = settings;
  return {
    publisher: googlePublisher({ project, prefix, emulator: pubsubEmulator, timeoutMs: PUBLISH_TIMEOUT_MS }),
    history: lazyHistory({ project, database, emulator: firestoreEmulator }),
  };
}
