import type { Agent } from "../shared/base/agent.ts";
import { PUBLISH_MS } from "../shared/base/budgets.ts";
import { keyedHash } from "../shared/base/keyed-hash.ts";
import type { Log } from "../shared/base/log.ts";
import type { Bot, OpenBot, Persona } from "../shared/bot/bot.ts";
import type { FallbackEndpoint } from "../shared/fallback/http-fallback.ts";
import { openFallback } from "../shared/fallback/open-fallback.ts";
import { businessMessagesMessenger } from "../shared/google/business-messages/messenger.ts";
import { systemClock } from "../shared/google/clock.ts";
import { firestoreHistory } from "../shared/google/firestore/history.ts";
import { googlePauses } from "../shared/google/firestore/read-pauses.ts";
import { openFirestoreRest } from "../shared/google/firestore/rest.ts";
import { systemWorld, type World, worldBeside } from "../shared/google/http/world.ts";
import { publishedTimers } from "../shared/google/pubsub/published-timers.ts";
import { googlePublisher } from "../shared/google/pubsub/publisher.ts";
import { rcsCapabilities } from "../shared/google/rcs/capabilities.ts";
import { rcsMessenger } from "../shared/google/rcs/messenger.ts";
import { openRcs, type Rcs } from "../shared/google/rcs/open-rcs.ts";
import { mediaSource } from "../shared/google/storage/media-source.ts";
import { bucketMediaStore } from "../shared/google/storage/media-store.ts";
import { taskTimers } from "../shared/google/tasks/timers.ts";
import type { Capabilities } from "../shared/ports/capabilities.ts";
import type { SleepClock } from "../shared/ports/clock.ts";
import type { History } from "../shared/ports/history.ts";
import type { Messengers } from "../shared/ports/messenger.ts";
import type { Pauses } from "../shared/ports/pauses.ts";
import type { Publisher } from "../shared/ports/publisher.ts";
import type { Timers } from "../shared/ports/timers.ts";
import type { FallbackPorts } from "../shared/turn/fall-back.ts";
import type { MediaPorts } from "../shared/turn/keep-media.ts";
import { openPauseGate } from "../shared/turn/pause-gate.ts";
import type { Channels } from "../shared/turn/performer.ts";
import type { SubscriberPorts } from "./deliver.ts";
import {
  type ApiSettings,
  type Environment,
  readApis,
  readConversationKey,
  readFallback,
  readMediaBucket,
  readMetadataServer,
  readSettings,
  readTimerQueue,
  type Settings,
  settingReader,
  type TimerSettings,
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

/** What functions that take turns keep things in. */
export interface EngineStore extends StoragePorts {
  readonly timers: Timers;
  readonly pauses: Pauses;
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
  /** Time, chance and the network of everything that calls out; the real ones unless it is set. */
  readonly world?: World | undefined;
}

/** Opens what `receipts` runs with: no bot. @throws SettingsError naming the setting to fix. */
export function composeStore(env: Environment, log: Log): SubscriberPorts & StoragePorts {
  return { ...openStore(readSettings(env), worldBeside(readMetadataServer(env))), clock: systemClock, log };
}

/** Opens what a function that takes turns runs with. @throws SettingsError naming the setting to fix. */
export function composeEngine(env: Environment, log: Log, openBot: OpenBot): Engine {
  const settings = readSettings(env);
  const world = worldBeside(readMetadataServer(env));
  const options: EngineOptions = {
    agents: settings.agents,
    conversationKey: readConversationKey(env),
    apis: readApis(env),
    fallback: readFallback(env),
    media: openMedia(readMediaBucket(env), world),
    bot: openBot(settingReader(env)),
    clock: systemClock,
    log,
    world,
  };
  const store = openStore(settings, world);
  const timers = openTimers({ ...settings, world }, readTimerQueue(env), store.publisher);
  const engine = openEngine({ ...store, timers }, options);
  // What is paused is read once, while the process still loads: READ and typing wait for it.
  for (const { agent } of settings.agents) void engine.gate.refusal({ agent, because: "bot" });
  return engine;
}

/** Puts the engine on a store. */
export function openEngine({ pauses, ...store }: EngineStore, options: EngineOptions): Engine {
  const { agents, conversationKey, apis, fallback, media, world = worldAt(options.clock), ...rest } = options;
  const { rcs, messengers } = openApis(agents, options.bot.persona, { ...apis, world });
  return {
    ...store,
    ...rest,
    media,
    messengers,
    gate: openPauseGate({ pauses, clock: options.clock, log: options.log }),
    capabilities: rcsCapabilities(rcs, options.clock),
    fallback: openFallback(fallback, store.publisher, world),
    directory: { agents, conversationKey },
    secret: (name) => keyedHash(conversationKey, name),
  };
}

/** The real network at the time of the engine's own clock. */
export function worldAt({ now }: SleepClock): World {
  return { ...systemWorld, clock: { ...systemWorld.clock, now } };
}

/**
 * Opens Google's API of each channel, once for all that is done with it.
 * @throws SettingsError when a base URL is neither https nor on loopback.
 */
function openApis(
  agents: readonly Agent[],
  persona: Persona,
  { credentials, world, ...bases }: ApiSettings & { readonly world: World },
): { readonly rcs: Rcs; readonly messengers: Messengers } {
  const rcs = openRcs(agents, { base: bases.rcs, credentials, world });
  const messengers = {
    rcs: rcsMessenger(rcs),
    "business-messages": businessMessagesMessenger(agents, persona, {
      base: bases["business-messages"],
      credentials,
      world,
    }),
  };
  return { rcs, messengers };
}

function openStore(settings: Settings, world: World): StoragePorts & Pick<EngineStore, "pauses"> {
  const { project, topicPrefix: prefix, firestoreDatabase: database, historyDays: keepDays } = settings;
  const { pubsubEmulator, firestoreEmulator } = settings;
  const firestore = openFirestoreRest({ project, database, emulator: firestoreEmulator }, world);
  return {
    publisher: googlePublisher({ project, prefix, emulator: pubsubEmulator, timeoutMs: PUBLISH_MS, world }),
    history: firestoreHistory(firestore, keepDays),
    pauses: googlePauses(firestore),
  };
}

/** @throws SettingsError when the API's base URL is neither https nor on loopback. */
function openTimers(
  settings: Settings & { readonly world: World },
  queue: TimerSettings | undefined,
  publisher: Publisher,
): Timers {
  if (queue === undefined) return publishedTimers(publisher);
  const { project, topicPrefix: prefix, pubsubEmulator: emulator, world } = settings;
  return taskTimers({ ...queue, project, prefix, emulator, timeoutMs: PUBLISH_MS, world });
}

function openMedia(bucket: string | undefined, world: World): Engine["media"] {
  if (bucket === undefined) return undefined;
  return { source: mediaSource(), store: bucketMediaStore({ bucket, emulator: undefined }, world) };
}
