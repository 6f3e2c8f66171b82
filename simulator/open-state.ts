import type { Clock } from "../shared/ports/clock.ts";
import type { Rules } from "./api/rules.ts";
import type { FaultRules } from "./faults/fault-rule.ts";
import { seededRandom } from "./faults/seeded-random.ts";
import type { WebhookFault } from "./faults/webhook-fault.ts";
import type { PhoneProfile } from "./state/phone-profile.ts";
import type { PlatformFact } from "./state/platform-fact.ts";
import type { PlatformState } from "./state/platform-state.ts";
import { realTimers, type Timers } from "./time/timers.ts";
import type { WebhookAttempt } from "./webhooks/webhook-queue.ts";
import { openWebhookSender, type WebhookTarget } from "./webhooks/webhook-sender.ts";

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
  readonly onWebhook?: (attempt: WebhookAttempt) => void;
  /** Of all chance; 1 when it is missing. */
  readonly seed?: number;
}

/** The state of a platform to which nothing has happened. */
export function openState(options: PlatformOptions): PlatformState {
  const { clock, onFact = () => undefined, timers = realTimers(), seed = 1 } = options;
  const { profile = {}, webhook: target, onWebhook: onAttempt = () => undefined } = options;
  const random = seededRandom(seed);
  const webhookFaults: FaultRules<WebhookFault> = new Map();
  const webhookSender = openWebhookSender({ target, clock, timers, random, faults: webhookFaults, onAttempt });
  return {
    clock,
    timers,
    onFact,
    rules: options,
    subscribers: new Map(),
    profile,
    resources: new Map(),
    deliveries: new Map(),
    testers: new Map(),
    rates: new Map(),
    watchers: new Set(),
    uploads: new Map(),
    files: new Map(),
    callFaults: new Map(),
    webhookFaults,
    random,
    webhookSender,
  };
}
