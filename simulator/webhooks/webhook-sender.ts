import { agentId, type Channel } from "../../shared/base/ids.ts";
import { type FaultRules, takeFault } from "../faults/fault-rule.ts";
import type { WebhookFault } from "../faults/webhook-fault.ts";
import type { NewUuid } from "../real-uuid.ts";
import type { WebhookForm } from "./variant.ts";
import { businessMessagesWebhook, pubsubId, rcsWebhook, type WebhookEvent } from "./webhook.ts";
import {
  emptyQueue,
  enqueue,
  hold,
  type QueueContext,
  type QueuedWebhook,
  type WebhookAttempt,
  type WebhookQueue,
} from "./webhook-queue.ts";

/** Where webhooks are posted, and the tokens that sign them. */
export interface WebhookTarget {
  /** Of one webhook, or of an ingress without a path; see `webhookUrl`. */
  readonly url: string;
  /** One token for both channels, or one for each. */
  readonly token: string | Readonly<Record<Channel, string>>;
  /** Signs webhooks with the fault `old-token`. */
  readonly oldToken?: string;
}

/** Signs events and posts them to ingress. Retries each for seven days until it is acknowledged. */
export interface WebhookSender {
  /** Posts all later events to this target, for an ingress that starts after the platform. */
  connect(target: WebhookTarget): void;
  /** Posts the later events of one agent of RCS to its own webhook; to that of all again without one. */
  connectAgent(agent: string, target: WebhookTarget | undefined): void;
  /** Whether events are posted anywhere. */
  hasTarget(): boolean;
  /** Posts an event. Resolves when it was posted once, or waits behind one that failed. */
  send(channel: Channel, event: WebhookEvent): Promise<void>;
  /**
   * Resolves when every event was posted once, or waits for a retry. When a fault's hook awaits it, receipts arrive before
   * the response to their message.
   */
  idle(): Promise<void>;
  /** The last attempt. It can explain why a phone shows nothing new: ingress may have refused the event. */
  lastAttempt(): WebhookAttempt | undefined;
}

interface WebhookSenderOptions extends QueueContext {
  readonly target: WebhookTarget | undefined;
  readonly random: () => number;
  readonly uuid: NewUuid;
  readonly faults: FaultRules<WebhookFault>;
  readonly form: WebhookForm;
}

/** An event that is not signed yet, and its target. */
interface OutgoingWebhook {
  readonly channel: Channel;
  readonly event: WebhookEvent;
  readonly target: WebhookTarget;
}

const FORGED_TOKEN = "not-the-token";

/** Business Messages has a queue per agent, and RCS one queue for all agents. A queue waits while its first event fails. */
export function openWebhookSender({ target: firstTarget, ...options }: WebhookSenderOptions): WebhookSender {
  let target = firstTarget;
  const ofAgents = new Map<string, WebhookTarget>();
  const targetOf = (channel: Channel, { agentId: name }: WebhookEvent) =>
    (channel === "rcs" ? ofAgents.get(agentId("rcs", String(name))) : undefined) ?? target;
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
    connectAgent(agent, to) {
      ofAgents.delete(agent);
      if (to !== undefined) ofAgents.set(agent, to);
    },
    hasTarget: () => target !== undefined || ofAgents.size > 0,
    async send(channel, event) {
      const to = targetOf(channel, event);
      if (to === undefined) return;
      const key = channel === "rcs" ? channel : `${channel}/${event.agent}`;
      const queue = queues.get(key) ?? emptyQueue();
      queues.set(key, queue);
      await sendWithFault(queue, { channel, event, target: to }, { ...options, onAttempt });
    },
    lastAttempt: () => last,
    async idle() {
      for (const { running } of queues.values()) await running;
    },
  };
}

/** Applies a fault, if one matches, and queues the webhook unless the fault drops it or holds it back. */
async function sendWithFault(
  queue: WebhookQueue,
  webhook: OutgoingWebhook,
  options: Omit<WebhookSenderOptions, "target">,
): Promise<void> {
  const { timers, faults, random } = options;
  const fault = takeFault(faults, webhook.event, random);
  switch (fault?.do) {
    case "drop":
      return;
    case "delay":
      return timers.after(fault.delayMs, () => enqueue(queue, [toQueued(webhook, options)], options));
    case "reorder":
      return hold(queue, toQueued(webhook, options), options);
    case "duplicate":
    case "forge":
    case "old-token":
    case undefined:
      return enqueue(queue, toQueuedWithFault(webhook, options, fault?.do), options);
  }
}

/** What a webhook takes from outside: its time, its id and its form. */
type Making = Pick<WebhookSenderOptions, "clock" | "uuid" | "form">;

function toQueuedWithFault(
  webhook: OutgoingWebhook,
  making: Making,
  fault: WebhookFault["do"] | undefined,
): readonly QueuedWebhook[] {
  const genuine = toQueued(webhook, making);
  if (fault === "duplicate") return [genuine, genuine];
  if (fault === "forge") return [{ ...toQueued(webhook, making, FORGED_TOKEN), isForged: true }, genuine];
  return [fault === "old-token" ? toQueued(webhook, making, webhook.target.oldToken ?? FORGED_TOKEN) : genuine];
}

function toQueued(
  { channel, event, target }: OutgoingWebhook,
  { clock, uuid, form }: Making,
  token = tokenOf(target, channel),
): QueuedWebhook {
  const queuedAt = clock.now();
  const request =
    channel === "rcs"
      ? rcsWebhook(event, token, { messageId: pubsubId(uuid()), published: queuedAt, form })
      : businessMessagesWebhook(event, token);
  return { url: target.url, event, request, queuedAt, isForged: false };
}

function tokenOf({ token }: WebhookTarget, channel: Channel): string {
  return typeof token === "string" ? token : token[channel];
}
