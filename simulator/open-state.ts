import type { Clock } from "../shared/ports/clock.ts";
import type { Rules } from "./api/rules.ts";
import type { Mishaps } from "./faults/fault-rule.ts";
import { chance } from "./faults/seeded-random.ts";
import type { Disturbance } from "./faults/webhook-fault.ts";
import type { PlatformFact } from "./state/fact.ts";
import type { PhoneProfile } from "./state/phone-profile.ts";
import type { Books } from "./state/platform-state.ts";
import { realTimers, type Timers } from "./state/timers.ts";
import type { WebhookAttempt } from "./webhooks/webhook-queue.ts";
import { openOutlet, type WebhookTarget } from "./webhooks/webhook-sender.ts";

/** What a platform is started with. */
export interface PlatformOptions extends Rules {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Told of everything that happens, when it happens. */
  readonly onFact?: (fact: PlatformFact) => void;
  readonly clock: Clock;
  /** Real ones when it is missing; a virtual clock is both. */
  readonly timers?: Timers;
  /** What kind of phone everybody has who has no other; online and silent when it is missing. */
  readonly profile?: PhoneProfile;
  /** Where events of phones go; nowhere when it is missing. */
  readonly webhook?: WebhookTarget;
  /** Told of each attempt to post a webhook. */
  readonly decideWebhook?: (attempt: WebhookAttempt) => void;
  /** Of all chance; 1 when it is missing. */
  readonly seed?: number;
}

/** The books of a platform to which nothing has happened. */
export function openBooks(options: PlatformOptions): Books {
  const { clock, onFact = () => undefined, timers = realTimers(), seed = 1 } = options;
  const { profile = {}, webhook: target, decideWebhook: onAttempt = () => undefined } = options;
  const random = chance(seed);
  const disturbances: Mishaps<Disturbance> = new Map();
  const outlet = openOutlet({ target, clock, timers, random, disturbances, onAttempt });
  return {
    clock,
    timers,
    onFact,
    rules: options,
    residents: new Map(),
    profile,
    resources: new Map(),
    sent: new Map(),
    testers: new Map(),
    rates: new Map(),
    watchers: new Set(),
    uploads: new Map(),
    files: new Map(),
    faults: new Map(),
    disturbances,
    random,
    outlet,
  };
}
