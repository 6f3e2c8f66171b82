import type { Channel } from "../shared/base/ids.ts";
import type { Clock } from "../shared/effect/ports.ts";
import type { Disturbance } from "./disturbance.ts";
import { type Mishaps, takeMishap } from "./mishap.ts";
import { DAY_MS, type Timers } from "./timers.ts";
import { businessMessagesWebhook, rcsWebhook, sendWebhook, type WebhookEvent, type WebhookRequest } from "./webhook.ts";

/** Where webhooks go. */
export interface WebhookTarget {
  /** Where ingress listens, without the channel's path. */
  readonly url: string;
  /** Of both channels, or of each. */
  readonly token: string | Readonly<Record<Channel, string>>;
  /** Signs what an `old-token` disturbance strikes. */
  readonly oldToken?: string;
}

/** Posts events to the agent's webhook, signed, again and again for seven days, until they are acknowledged. */
export interface Outlet {
  /** From now on, events go there: for an ingress that is started after the platform. */
  connect(target: WebhookTarget): void;
  /** Posts an event; done when it was tried once, or waits behind one that failed. */
  emit(channel: Channel, event: WebhookEvent): Promise<void>;
  /** Done when every event was tried once, or waits; called by a fault's hook, it lets receipts overtake an answer. */
  idle(): Promise<void>;
  /** How the newest attempt went, for people who wait in vain: ingress may have refused what they did. */
  describeLast(): string;
}

interface OutletOptions {
  readonly target: WebhookTarget | undefined;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: () => number;
  readonly disturbances: Mishaps<Disturbance>;
  /** Told of each attempt. */
  readonly onAttempt: (attempt: WebhookAttempt) => void;
}

/** One post of a webhook and what came of it. */
export interface WebhookAttempt {
  readonly at: Date;
  readonly event: WebhookEvent;
  /** `undefined` when there was no answer. */
  readonly status: number | undefined;
  /** `acknowledged` by exactly 200; `given-up` after seven days; `forged` ones are posted once. */
  readonly result: "acknowledged" | "retried" | "given-up" | "forged";
}

/** What waits for one agent, or for one partner. */
interface Queue {
  readonly waiting: Parcel[];
  /** Held back until another has passed. */
  readonly held: Parcel[];
  delayMs: number;
  running: Promise<void> | undefined;
}

interface Parcel {
  readonly event: WebhookEvent;
  readonly request: WebhookRequest;
  readonly since: Date;
  readonly isForged: boolean;
}

/** The keeping time and the longest delay are documented, the first delay and its growth are not. @see https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks */
const KEPT_MS = 7 * DAY_MS;
const FIRST_DELAY_MS = 1000;
const MAX_DELAY_MS = 600_000;
/** An event that is held back does not wait longer for another. */
const MAX_HELD_MS = 1000;
const FORGED_TOKEN = "not-the-token";

/** Business Messages has a queue per agent, RCS one for all agents of the partner; each stops at an event that fails. */
export function openOutlet(options: OutletOptions): Outlet {
  const { clock, timers, random, disturbances } = options;
  let target = options.target;
  let last = "no webhook was posted";
  const watched: OutletOptions = {
    ...options,
    onAttempt(attempt) {
      last = `the last webhook was answered ${attempt.status ?? "by nobody"}`;
      options.onAttempt(attempt);
    },
  };
  const queues = new Map<string, Queue>();
  const queueOf = (key: string): Queue => {
    const queue = queues.get(key) ?? { waiting: [], held: [], delayMs: 0, running: undefined };
    queues.set(key, queue);
    return queue;
  };
  return {
    connect(to) {
      target = to;
    },
    async emit(channel, event) {
      const to = target;
      if (to === undefined) return;
      const queue = queueOf(channel === "rcs" ? channel : `${channel}/${event.agent}`);
      const disturbance = takeMishap(disturbances, event, random);
      const pack = (token: string, isForged = false): Parcel => {
        const since = clock.now();
        const request =
          channel === "rcs" ? rcsWebhook(event, token, { published: since }) : businessMessagesWebhook(event, token);
        return { event, request, since, isForged };
      };
      const tokens = { token: tokenOf(to, channel), oldToken: to.oldToken };
      const add = () => {
        queue.waiting.push(...parcels(disturbance, tokens, pack), ...queue.held.splice(0));
        return run(queue, to, watched);
      };
      if (disturbance?.do === "drop") return;
      if (disturbance?.do === "delay") return timers.after(disturbance.delayMs, add);
      if (disturbance?.do !== "reorder") return add();
      queue.held.push(pack(tokens.token));
      timers.after(MAX_HELD_MS, () => {
        queue.waiting.push(...queue.held.splice(0));
        return run(queue, to, watched);
      });
    },
    describeLast: () => last,
    async idle() {
      for (const { running } of queues.values()) await running;
    },
  };
}

function tokenOf({ token }: WebhookTarget, channel: Channel): string {
  return typeof token === "string" ? token : token[channel];
}

function parcels(
  disturbance: Disturbance | undefined,
  { token, oldToken }: { readonly token: string; readonly oldToken: string | undefined },
  pack: (token: string, isForged?: boolean) => Parcel,
): readonly Parcel[] {
  const genuine = pack(token);
  switch (disturbance?.do) {
    case "duplicate":
      return [genuine, genuine];
    case "forge":
      return [pack(FORGED_TOKEN, true), genuine];
    case "old-token":
      return [pack(oldToken ?? FORGED_TOKEN)];
    case "delay":
    case "drop":
    case "reorder":
    case undefined:
      return [genuine];
  }
}

/** One run at a time; a queue that waits for its next try is running no more, and only that try starts it again. */
function run(queue: Queue, target: WebhookTarget, options: OutletOptions): Promise<void> {
  if (queue.delayMs === 0 && queue.waiting.length > 0) queue.running ??= drain(queue, target, options);
  return queue.running ?? Promise.resolve();
}

async function drain(queue: Queue, target: WebhookTarget, options: OutletOptions): Promise<void> {
  const { clock, timers, onAttempt } = options;
  for (let parcel = queue.waiting[0]; parcel !== undefined; parcel = queue.waiting[0]) {
    const { event, request, since, isForged } = parcel;
    const answer = await sendWebhook(target.url, request).catch(() => undefined);
    const at = clock.now();
    const isOver = at.getTime() - since.getTime() >= KEPT_MS;
    const result = resultOf(answer?.status, { isForged, isOver });
    onAttempt({ at, event, status: answer?.status, result });
    if (result === "retried") {
      const delayMs = queue.delayMs === 0 ? FIRST_DELAY_MS : Math.min(queue.delayMs * 2, MAX_DELAY_MS);
      queue.delayMs = delayMs;
      queue.running = undefined;
      timers.after(delayMs, () => {
        queue.running = drain(queue, target, options);
        return queue.running;
      });
      return;
    }
    queue.waiting.shift();
    queue.delayMs = 0;
  }
  queue.running = undefined;
}

function resultOf(
  status: number | undefined,
  { isForged, isOver }: { readonly isForged: boolean; readonly isOver: boolean },
): WebhookAttempt["result"] {
  if (isForged) return "forged";
  if (status === 200) return "acknowledged";
  return isOver ? "given-up" : "retried";
}
