import { jsonLog } from "../shared/base/log.ts";
import type { History } from "../shared/effect/ports.ts";
import { systemClock } from "../shared/google/clock.ts";
import { lazyHistory } from "../shared/google/lazy-history.ts";
import { googlePublisher } from "../shared/google/publisher.ts";
import type { Settings } from "./settings.ts";
import type { SubscriberPorts } from "./subscribe.ts";

/** A dead letter may take its time: the delivery is repeated if it fails. */
const PUBLISH_TIMEOUT_MS = 10_000;

/** The production world of a subscriber. */
export function subscriberWorld(settings: Settings): SubscriberPorts & { readonly history: History } {
  const { project, topicPrefix, firestoreDatabase, pubsubEmulator, firestoreEmulator } = settings;
  return {
    publisher: googlePublisher({
      project,
      prefix: topicPrefix,
      emulator: pubsubEmulator,
      timeoutMs: PUBLISH_TIMEOUT_MS,
    }),
    history: lazyHistory({ project, database: firestoreDatabase, emulator: firestoreEmulator }),
    clock: systemClock,
    log: jsonLog((line) => process.stdout.write(line)),
  };
}
