import type { Agent } from "../shared/base/agent.ts";
import { keyedHash } from "../shared/base/keyed-hash.ts";
import type { Log } from "../shared/base/log.ts";
import type { Bot, OpenBot, Persona } from "../shared/bot/bot.ts";
import type { FallbackEndpoint } from "../shared/fallback/http-fallback.ts";
import { openFallback } from "../shared/fallback/open-fallback.ts";
import { businessMessagesMessenger } from "../shared/google/business-messages/messenger.ts";
import { systemClock } from "../shared/google/clock.ts";
import { lazyHistory } from "../shared/google/firestore/lazy-history.ts";
import { googlePublisher } from "../shared/google/pubsub/publisher.ts";
import { rcsCapabilities } from "../shared/google/rcs/capabilities.ts";
import { rcsMessenger } from "../shared/google/rcs/messenger.ts";
import { openRcs, type Rcs } from "../shared/google/rcs/open-rcs.ts";
import { mediaSource } from "../shared/google/storage/media-source.ts";
import { bucketMediaStore } from "../shared/google/storage/media-store.ts";
import type { Capabilities } from "../shared/ports/capabilities.ts";
import type { SleepClock } from "../shared/ports/clock.ts";
import type { History } from "../shared/ports/history.ts";
import type { Messengers } from "../shared/ports/messenger.ts";
import type { Publisher } from "../shared/ports/publisher.ts";
import type { FallbackPorts } from "../shared/turn/fall-back.ts";
import type { MediaPorts } from "../shared/turn/keep-media.ts";
import type { Channels } from "../shared/turn/performer.ts";
import type { SubscriberPorts } from "./deliver.ts";
import {
  type ApiSettings,
  type Environment,
  readApis,
  readConversationKey,
  readFallback,
  readMediaBucket,
  readSettings,
  type Settings,
  settingReader,
} from "./settings.ts";

/** What functions take turns with. */
export interface Engine extends SubscriberPorts, Channels, FallbackPorts {
  readonly bot: Bot;
  readonly clock: SleepClock;
  readonly capabilities: Capabilities;
  /** Where users' files are copied to; `undefined` leaves them where Google has them, for a while. */
  readonly media: Pick<MediaPorts, "source" | "store"> | undefined;
  /** A keyed hash of a name, in base64url: the same for ever, and known to nobody else. */
  readonly secret: (name: string) => string;
}

/** Pub/Sub and history, without which no subscriber works. */
export interface StoragePorts {
  readonly publisher: Publisher;
  readonly history: History;
}

/** What an engine is made of, whatever store it runs over. */
export interface EngineOptions {
  readonly agents: readonly Agent[];
  readonly conversationKey: string;
  readonly apis: ApiSettings;
  readonly fallback?: FallbackEndpoint | undefined;
  readonly media?: Engine["media"];
  readonly bot: Bot;
  readonly clock: SleepClock;
  readonly log: Log;
}

/** Longer than ingress allows: nobody waits, and a failed publish only repeats the delivery. */
const PUBLISH_TIMEOUT_MS = 5000;

/** Opens what `receipts` runs with: no bot. @throws SettingsError naming the setting to fix. */
export function composeStore(env: Environment, log: Log): SubscriberPorts & StoragePorts {
  return { ...openStore(readSettings(env)), clock: systemClock, log };
}

/** Opens what a function that takes turns runs with. @throws SettingsError naming the setting to fix. */
export function composeEngine(env: Environment, log: Log, openBot: OpenBot): Engine {
  const settings = readSettings(env);
  return openEngine(openStore(settings), {
    agents: settings.agents,
    conversationKey: readConversationKey(env),
    apis: readApis(env),
    fallback: readFallback(env),
    media: openMedia(readMediaBucket(env)),
    bot: openBot(settingReader(env)),
    clock: systemClock,
    log,
  });
}

/** Puts the engine on a store. */
export function openEngine(store: StoragePorts, options: EngineOptions): Engine {
  const { agents, conversationKey, apis, fallback, media, ...rest } = options;
  const { rcs, messengers } = openApis(agents, options.bot.persona, apis);
  return {
    ...store,
    ...rest,
    media,
    messengers,
    capabilities: rcsCapabilities(rcs, options.clock),
    fallback: openFallback(fallback, store.publisher),
    directory: { agents, conversationKey },
    secret: (name) => keyedHash(conversationKey, name),
  };
}

/** Opens Google's API of each channel, once for all that is done with it. @throws SettingsError when a base URL is neither https nor on loopback. */
function openApis(
  agents: readonly Agent[],
  persona: Persona,
  { credentials, ...bases }: ApiSettings,
): { readonly rcs: Rcs; readonly messengers: Messengers } {
  const rcs = openRcs(agents, { base: bases.rcs, credentials });
  const messengers = {
    rcs: rcsMessenger(rcs),
    "business-messages": businessMessagesMessenger(agents, persona, { base: bases["business-messages"], credentials }),
  };
  return { rcs, messengers };
}

function openStore(settings: Settings): StoragePorts {
  const { project, topicPrefix: prefix, firestoreDatabase: database, historyDays: keepDays } = settings;
  const { pubsubEmulator, firestoreEmulator } = settings;
  return {
    publisher: googlePublisher({ project, prefix, emulator: pubsubEmulator, timeoutMs: PUBLISH_TIMEOUT_MS }),
    history: lazyHistory({ project, database, emulator: firestoreEmulator, keepDays }),
  };
}

function openMedia(bucket: string | undefined): Engine["media"] {
  if (bucket === undefined) return undefined;
  return { source: mediaSource(), store: bucketMediaStore({ bucket, emulator: undefined }) };
}
