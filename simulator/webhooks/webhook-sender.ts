import type { Channel } from "../../shared/base/ids.ts";
import { type FaultRules, takeFault } from "../faults/fault-rule.ts";
import type { WebhookFault } from "../faults/webhook-fault.ts";
import { businessMessagesWebhook, rcsWebhook, type WebhookEvent } from "./webhook.ts";
import {
  emptyQueue,
  enqueue,
  hold,
  type QueueContext,
  type QueuedWebhook,
  type WebhookAttempt,
  type WebhookQueue,
} from "./webhook-queue.ts";

/** Where webhooks go. */
export interface WebhookTarget {
  /** Where ingress listens, without the channel's path. */
  readonly url: string;
  /** Of both channels, or of each. */
  readonly token: string | Readonly<Record<Channel, string>>;
  /** Signs what an `old-token` fault strikes. */
  readonly oldToken?: string;
}

/** Posts events to the agent's webhook, signed, again and again for seven days, until they are acknowledged. */
export interface WebhookSender {
  /** From now on, events go there: for an ingress that is started after the platform. */
  connect(target: WebhookTarget): void;
  /** Posts an event; done when it was tried once, or waits behind one that failed. */
  send(channel: Channel, event: WebhookEvent): Promise<void>;
  /** Done when every event was tried once, or waits; called by a fault's hook, it lets receipts overtake an answer. */
  idle(): Promise<void>;
  /** How the newest attempt went, for people who wait in vain: ingress may have refused what they did. */
  lastAttempt(): WebhookAttempt | undefined;
}

interface WebhookSenderOptions extends QueueContext {
  readonly target: WebhookTarget | undefined;
  readonly random: () => number;
  readonly faults: FaultRules<WebhookFault>;
}

/** An event, and where it is going to. */
interface OutgoingWebhook {
  readonly channel: Channel;
  readonly event: WebhookEvent;
  readonly target: WebhookTarget;
}

const FORGED_TOKEN = "not-the-token";

/** Business Messages has a queue per agent, RCS one for all agents of the partner; each stops at an event that fails. */
export function openWebhookSender({ target: firstTarget, ...options }: WebhookSenderOptions): WebhookSender {
  let target = firstTarget;
  let last: WebhookAttempt | undefined;
  const onAttempt = (attempt: WebhookAttempt) => {
    last = attempt;
    options.onAttempt(attempt);
  };
  const queues = new Map<string, WebhookQueue>();
  return {
    connect(to) {
      target = to;
    },
    async send(channel, event) {
      if (target === undefined) return;
      const key = channel === "rcs" ? channel : `${channel}/${event.agent}`;
      const queue = queues.get(key) ?? emptyQueue();
      queues.set(key, queue);
      await sendWithFault(queue, { channel, event, target }, { ...options, onAttempt });
    },
    lastAttempt: () => last,
    async idle() {
      for (const { running } of queues.values()) await running;
    },
  };
}

/** Sends a webhook, unless it meets a fault that keeps it from the queue now. */
async function sendWithFault(
  queue: WebhookQueue,
  webhook: OutgoingWebhook,
  options: Omit<WebhookSenderOptions, "target">,
): Promise<void> {
  const { clock, timers, faults: webhookFaults, random } = options;
  const fault = takeFault(webhookFaults, webhook.event, random);
  switch (fault?.do) {
    case "drop":
      return;
    case "delay":
      return timers.after(fault.delayMs, () => enqueue(queue, [sign(webhook, clock.now())], options));
    case "reorder":
      return hold(queue, sign(webhook, clock.now()), options);
    case "duplicate":
    case "forge":
    case "old-token":
    case undefined:
      return enqueue(queue, signWithFault(webhook, clock.now(), fault?.do), options);
  }
}

function signWithFault(
  webhook: OutgoingWebhook,
  since: Date,
  fault: WebhookFault["do"] | undefined,
): readonly QueuedWebhook[] {
  const genuine = sign(webhook, since);
  if (fault === "duplicate") return [genuine, genuine];
  if (fault === "forge") return [{ ...sign(webhook, since, FORGED_TOKEN), isForged: true }, genuine];
  return [fault === "old-token" ? sign(webhook, since, webhook.target.oldToken ?? FORGED_TOKEN) : genuine];
}

function sign(
  { channel, event, target }: OutgoingWebhook,
  since: Date,
  token = tokenOf(target, channel),
): QueuedWebhook {
  const request =
    channel === "rcs" ? rcsWebhook(event, token, { published: since }) : businessMessagesWebhook(event, token);
  return { url: target.url, event, request, since, isForged: false };
}

function tokenOf({ token }: WebhookTarget, channel: Channel): string {
  return typeof token === "string" ? token : token[channel];
}
