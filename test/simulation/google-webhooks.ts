import type { Channel } from "../../shared/base/ids.ts";
import {
  businessMessagesWebhook,
  rcsWebhook,
  type WebhookEvent,
  type WebhookRequest,
} from "../../simulator/webhooks/webhook.ts";
import { SIGNED_WITH } from "../support/fixtures.ts";
import type { Chance } from "./chance.ts";
import { DAY } from "./durations.ts";
import type { Fleet } from "./fleet.ts";
import type { Observation } from "./observation.ts";
import type { Scheduler } from "./scheduler.ts";

/** Google's side of the webhooks: signed, posted to ingress, and repeated for seven days until ingress answers 200. */
export interface GoogleWebhooks {
  send(channel: Channel, event: WebhookEvent): void;
  /** Posts again what was posted under that number. */
  repeat(webhook: number): void;
  /** How many are not acknowledged and will be repeated. */
  waiting(): number;
}

/** What webhooks are posted with. */
interface WebhookPorts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly ingress: Fleet;
  readonly observe: (seen: Observation) => void;
}

interface Posted {
  readonly webhook: number;
  readonly channel: Channel;
  readonly event: WebhookEvent;
  readonly request: WebhookRequest;
  readonly queuedAt: number;
  pauseMs: number;
}

/** @see https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks */
const KEPT_MS = 7 * DAY;
const FIRST_PAUSE_MS = 1000;
const MOST_PAUSE_MS = 600_000;
const TIMEOUT_MS = 10_000;
const MOST_LATENCY_MS = 30;
/** How many stories may name: the newest. */
const REMEMBERED = 5000;

/** Opens it. Each webhook is repeated by itself: Google promises no order. */
export function openWebhooks({ scheduler, chance, ingress, observe }: WebhookPorts): GoogleWebhooks {
  const known = new Map<number, Posted>();
  let sent = 0;
  let waiting = 0;
  const post = (posted: Posted) => {
    let isAnswered = false;
    const answer = (status: number | undefined) => {
      if (isAnswered) return;
      isAnswered = true;
      timeout.cancel();
      take(posted, status);
    };
    const timeout = scheduler.after(TIMEOUT_MS, () => answer(undefined));
    const { path, headers, body } = posted.request;
    const request = { method: "POST", path, headers, body };
    scheduler.after(chance.between(1, MOST_LATENCY_MS), () =>
      ingress.handle(request, (response) => answer(response?.status)),
    );
  };
  const take = (posted: Posted, status: number | undefined) => {
    const { webhook, queuedAt } = posted;
    observe({ type: "webhook-answered", at: scheduler.now(), webhook, ...(status !== undefined && { status }) });
    if (status === 200 || scheduler.now() - queuedAt >= KEPT_MS) {
      waiting -= 1;
      return;
    }
    posted.pauseMs = posted.pauseMs === 0 ? FIRST_PAUSE_MS : Math.min(posted.pauseMs * 2, MOST_PAUSE_MS);
    scheduler.after(posted.pauseMs, () => post(posted));
  };
  const begin = (channel: Channel, event: WebhookEvent, repeats?: number) => {
    sent += 1;
    waiting += 1;
    const queuedAt = scheduler.now();
    const posted = {
      webhook: sent,
      channel,
      event,
      request: sign(channel, event, { id: sent, queuedAt }),
      queuedAt,
      pauseMs: 0,
    };
    known.set(sent, posted);
    known.delete(sent - REMEMBERED);
    observe({
      type: "webhook-sent",
      at: queuedAt,
      webhook: sent,
      channel,
      event,
      ...(repeats !== undefined && { repeats }),
    });
    post(posted);
  };
  return {
    send: (channel, event) => begin(channel, event),
    repeat(webhook) {
      const { channel, event } = known.get(webhook) ?? {};
      if (channel !== undefined && event !== undefined) begin(channel, event, webhook);
    },
    waiting: () => waiting,
  };
}

function sign(
  channel: Channel,
  event: WebhookEvent,
  { id, queuedAt }: { readonly id: number; readonly queuedAt: number },
): WebhookRequest {
  const token = SIGNED_WITH[channel];
  if (channel === "business-messages") return businessMessagesWebhook(event, token);
  return rcsWebhook(event, token, { messageId: String(id), published: new Date(queuedAt) });
}
