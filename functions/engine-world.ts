import { openBot } from "../bot/bot.ts";
import type { Agent } from "../shared/base/agent.ts";
import { keyedHash } from "../shared/base/keyed-hash.ts";
import type { Log } from "../shared/base/log.ts";
import type { Bot } from "../shared/bot/bot.ts";
import type { Timer } from "../shared/effect/ports.ts";
import { systemClock } from "../shared/google/clock.ts";
import { openFallback } from "../shared/google/fallback.ts";
import type { FallbackEndpoint } from "../shared/google/http-fallback.ts";
import { mediaSource } from "../shared/google/media-source.ts";
import { bucketMediaStore } from "../shared/google/media-store.ts";
import { type Apis, openGoogle } from "../shared/google/open-google.ts";
import { rcsCapabilities } from "../shared/google/rcs-capabilities.ts";
import type { Engine } from "./engine.ts";
import {
  type Environment,
  readApis,
  readConversationKey,
  readFallback,
  readMediaBucket,
  readSettings,
  settingReader,
} from "./settings.ts";
import { openStore, type StoreWorld } from "./store-world.ts";

/** What the engine runs with, whatever store it runs over. */
export interface EngineOptions {
  readonly agents: readonly Agent[];
  readonly conversationKey: string;
  readonly apis: Apis;
  readonly fallback?: FallbackEndpoint | undefined;
  readonly media?: Engine["media"];
  readonly bot: Bot;
  readonly clock: Timer;
  readonly log: Log;
}

/** Opens all that turns are taken with. @throws SettingsError naming the setting to mend. */
export function engineWorld(env: Environment, log: Log): Engine {
  const settings = readSettings(env);
  const { agents } = settings;
  const [apis, conversationKey, fallback] = [readApis(env), readConversationKey(env), readFallback(env)];
  const media = openMedia(readMediaBucket(env));
  return openEngine(openStore(settings), {
    agents,
    conversationKey,
    apis,
    fallback,
    media,
    bot: openBot(settingReader(env)),
    clock: systemClock,
    log,
  });
}

function openMedia(bucket: string | undefined): Engine["media"] {
  return bucket === undefined
    ? undefined
    : { source: mediaSource(), store: bucketMediaStore({ bucket, emulator: undefined }) };
}

/** Puts the engine on a store. */
export function openEngine(store: Pick<StoreWorld, "publisher" | "history">, options: EngineOptions): Engine {
  const { agents, conversationKey, apis, fallback, media, ...rest } = options;
  const { rcs, messengers } = openGoogle(agents, options.bot.persona, apis);
  return {
    ...store,
    ...rest,
    media,
    messengers,
    capabilities: rcsCapabilities(rcs, options.clock),
    fallback: openFallback(fallback, store.publisher),
    naming: { agents, conversationKey },
    secret: (name) => keyedHash(conversationKey, name),
  };
}
