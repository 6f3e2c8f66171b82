import type { Channel } from "../shared/base/ids.ts";
import type { Clock } from "../shared/effect/ports.ts";
import type { Books, RcsRates, Rules } from "./books.ts";
import type { DialogflowAgents } from "./call.ts";
import { chance } from "./chance.ts";
import type { Disturbance } from "./disturbance.ts";
import type { PlatformFact } from "./fact.ts";
import type { Mishaps } from "./mishap.ts";
import { openOutlet, type WebhookAttempt, type WebhookTarget } from "./outlet.ts";
import type { PhoneProfile } from "./profile.ts";
import { realTimers, type Timers } from "./timers.ts";
import type { WebhookEvent } from "./webhook.ts";

/** What a platform is started with. */
export interface PlatformOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Told of everything that happens, when it happens. */
  readonly onFact?: (fact: PlatformFact) => void;
  readonly clock: Clock;
  /** Real ones when it is missing; a virtual clock is both. */
  readonly timers?: Timers;
  /** `required`: a call without a Bearer is refused. */
  readonly credentials?: "required" | "optional";
  /** The agents of RCS, with or without their suffix; any agent when it is missing. */
  readonly agents?: readonly string[];
  /** Those of more than one use, whose messages must all tell their `messageTrafficType`; none when it is missing. */
  readonly multiUseAgents?: readonly string[];
  /** The agents of RCS that have a Dialogflow, and what it answers; none when it is missing. */
  readonly dialogflow?: DialogflowAgents;
  /** The agent of each conversation of Business Messages; any conversation when it is missing. */
  readonly conversations?: Readonly<Record<string, string>>;
  /** `checked`: the numbers of a bulk check must be of one region, which real hosts imply. */
  readonly regions?: "checked" | "unchecked";
  /**
   * Media that calls name by URL are fetched from the loopback and from these hosts, and refused as Google refuses them;
   * when it is missing, nothing is fetched, and only the form of a URL counts.
   */
  readonly mediaHosts?: readonly string[];
  /** From which rate on agents of RCS are refused; no limit when it is missing. */
  readonly rcsRates?: RcsRates;
  readonly repeats?: Rules["repeats"];
  /** What kind of phone everybody has who has no other; online and silent when it is missing. */
  readonly profile?: PhoneProfile;
  /** Where events of phones go; nowhere when it is missing. */
  readonly webhook?: WebhookTarget;
  /** Told of each attempt to post a webhook. */
  readonly onWebhook?: (attempt: WebhookAttempt) => void;
  /** Of all chance; 1 when it is missing. */
  readonly seed?: number;
}

/** The books of a platform to which nothing has happened. */
export function openBooks(options: PlatformOptions): Books {
  const { clock, onFact = () => undefined, timers = realTimers(), seed = 1 } = options;
  const { profile = {}, webhook: target, onWebhook: onAttempt = () => undefined } = options;
  const random = chance(seed);
  const disturbances: Mishaps<Disturbance> = new Map();
  const outlet = openOutlet({ target, clock, timers, random, disturbances, onAttempt });
  const heard = new Map<string, Date>();
  const agents = new Map<string, string>();
  return {
    clock,
    timers,
    onFact,
    rules: rulesOf(options),
    phones: new Map(),
    profile,
    profiles: new Map(),
    resources: new Map(),
    sent: new Map(),
    testers: new Map(),
    rates: new Map(),
    heard,
    agents,
    watchers: new Set(),
    uploads: new Map(),
    files: new Map(),
    faults: new Map(),
    disturbances,
    random,
    outlet,
    emit(channel: Channel, event: WebhookEvent) {
      const isSaid = event.message !== undefined || event.suggestionResponse !== undefined;
      const { conversationId, agent } = event;
      if (typeof conversationId === "string") {
        if (isSaid) heard.set(conversationId, clock.now());
        if (typeof agent === "string") agents.set(conversationId, agent);
      }
      return outlet.emit(channel, event);
    },
  };
}

function rulesOf(options: PlatformOptions): Rules {
  return {
    agents: options.agents,
    multiUseAgents: options.multiUseAgents,
    dialogflow: options.dialogflow,
    conversations: options.conversations,
    mediaHosts: options.mediaHosts,
    rcsRates: options.rcsRates,
    repeats: options.repeats,
    needsCredentials: options.credentials === "required",
    hasRegions: options.regions === "checked",
  };
}
