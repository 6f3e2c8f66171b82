import type { Clock } from "../shared/ports/clock.ts";
import type { Rules } from "./api/rules.ts";
import type { FaultRules } from "./faults/fault-rule.ts";
import { seededRandom } from "./faults/seeded-random.ts";
import type { WebhookFault } from "./faults/webhook-fault.ts";
import { type NewUuid, realUuid } from "./real-uuid.ts";
import { recordsAtStart } from "./state/agent-record.ts";
import type { LiveFact } from "./state/live-fact.ts";
import type { PhoneProfile } from "./state/phone-profile.ts";
import type { PlatformFact } from "./state/platform-fact.ts";
import type { PlatformState } from "./state/platform-state.ts";
import { type JobTimers, realTimers } from "./time/timers.ts";
import type { WebhookForm } from "./webhooks/variant.ts";
import type { WebhookAttempt } from "./webhooks/webhook-queue.ts";
import { openWebhookSender, type WebhookTarget } from "./webhooks/webhook-sender.ts";

/** The options of `startPlatform`. */
export interface PlatformOptions extends Rules {
  /** Any free port when it is 0 or missing. */
  readonly port?: number;
  /** Called with each fact when it happens. */
  readonly onFact?: (fact: PlatformFact) => void;
  readonly clock: Clock;
  /** Real timers when it is missing. A virtual clock is a clock and timers in one. */
  readonly timers?: JobTimers;
  /** The profile of each phone that has none of its own; an empty one when it is missing. */
  readonly profile?: PhoneProfile;
  /** Where events of phones are posted; nowhere when it is missing. */
  readonly webhook?: WebhookTarget;
  /** Called after each attempt to post a webhook. */
  readonly onWebhook?: (attempt: WebhookAttempt) => void;
  /** The seed of what faults leave to chance; 1 when it is missing. */
  readonly seed?: number;
  /** Makes the ids of events and files. Real ones, which no other run repeats, when it is missing. */
  readonly uuid?: NewUuid;
  /** `rich` when it is missing. */
  readonly webhookForm?: WebhookForm;
}

/** The state of a platform that has just started. */
export function openState(options: PlatformOptions): PlatformState {
  const { clock, timers = realTimers(), seed = 1, uuid = realUuid } = options;
  const { profile: defaultProfile = {}, webhook: target, webhookForm: form = "rich" } = options;
  const random = seededRandom(seed);
  const { listeners, onFact, onAttempt } = openListeners(options);
  const webhookFaults: FaultRules<WebhookFault> = new Map();
  const closing = new AbortController();
  const webhookSender = openWebhookSender({
    until: closing.signal,
    target,
    clock,
    timers,
    random,
    uuid,
    faults: webhookFaults,
    onAttempt,
    form,
  });
  return {
    clock,
    timers,
    closing,
    onFact,
    listeners,
    rules: options,
    subscribers: new Map(),
    defaultProfile,
    resources: new Map(),
    deliveries: new Map(),
    testers: new Map(),
    agentRecords: recordsAtStart(options),
    integrations: new Map(),
    rates: new Map(),
    watchers: new Set(),
    uploads: new Map(),
    files: new Map(),
    callFaults: new Map(),
    webhookFaults,
    random,
    uuid,
    webhookSender,
    webhookForm: form,
  };
}

/** Tells the options' own callbacks of what happens, and then every listener. */
function openListeners(options: PlatformOptions) {
  const listeners: PlatformState["listeners"] = new Set();
  const tell = (fact: LiveFact) => {
    for (const listener of listeners) listener(fact);
  };
  return {
    listeners,
    onFact(fact: PlatformFact) {
      options.onFact?.(fact);
      tell(fact);
    },
    onAttempt(attempt: WebhookAttempt) {
      options.onWebhook?.(attempt);
      tell({ type: "webhook-posted", ...attempt });
    },
  };
}
