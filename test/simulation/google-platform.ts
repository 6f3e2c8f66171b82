import { drawUuid } from "../../shared/base/draw-uuid.ts";
import type { IncomingResponse } from "../../shared/google/http/exchange.ts";
import { answerRequest } from "../../simulator/answer-request.ts";
import { openState } from "../../simulator/open-state.ts";
import { bubblesOf } from "../../simulator/phones/bubble.ts";
import type { PlatformFact } from "../../simulator/state/platform-fact.ts";
import type { PlatformState } from "../../simulator/state/platform-state.ts";
import type { Chance } from "./chance.ts";
import type { GoogleWebhooks } from "./google-webhooks.ts";
import type { Observation } from "./observation.ts";
import { PHONE } from "./phone.ts";
import type { Scheduler } from "./scheduler.ts";
import type { HttpService, RequestAbout } from "./transport.ts";

/** What Google's platform is opened with. */
interface PlatformPorts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly webhooks: GoogleWebhooks;
  readonly observe: (seen: Observation) => void;
}

/** Phones that read what they are shown, unless a story says otherwise. */
/** Events of the platform that are due at one time keep their order. */
const LANE = 0.5;

/** Opens Google's platform in this process: its state, on virtual time. */
export function openPlatform({ scheduler, chance, webhooks, observe }: PlatformPorts): PlatformState {
  const opened = openState({
    clock: { now: () => new Date(scheduler.now()) },
    timers: {
      after: (delayMs, job) => void scheduler.after(delayMs, () => void job(), { lane: LANE }),
      stop: () => undefined,
    },
    seed: chance.between(1, 2 ** 31),
    uuid: () => drawUuid(chance.next),
    profile: PHONE,
    onFact: (fact) => show(fact, observe),
  });
  const { webhookSender } = opened;
  const send = async (channel: Parameters<GoogleWebhooks["send"]>[0], event: Parameters<GoogleWebhooks["send"]>[1]) => {
    webhooks.send(channel, event);
  };
  return { ...opened, webhookSender: { ...webhookSender, send } };
}

function show(fact: PlatformFact, observe: PlatformPorts["observe"]): void {
  if (fact.type !== "call-accepted") return;
  const { at, call } = fact;
  const { channel, address, id, act } = call;
  if (act.type === "service") return;
  const bubble =
    act.type === "representative-joined" ? "joined" : act.type === "representative-left" ? "left" : act.type;
  const [shown] = bubblesOf({ timeline: [{ at, id, act }] });
  const text = shown?.type === "message" ? { text: shown.text } : {};
  observe({ type: "shown", at: at.getTime(), user: { channel, address }, id, bubble, ...text });
}

/** Both channels' API: one service, as the simulator serves it. */
export function googleService(state: PlatformState): HttpService {
  return {
    name: "google",
    about,
    async answer({ method, url, headers, body }): Promise<IncomingResponse> {
      const call = {
        method,
        path: url.pathname,
        query: url.searchParams,
        headers: {},
        authorization: undefined,
        contentType: headers["content-type"],
        body: body ?? Buffer.alloc(0),
      };
      const response = await answerRequest(state, call);
      if (response === "reset") throw new Error("The platform has no faults of its own here");
      const { status, headers: answered, body: json } = response;
      return { status, retryAfter: answered["retry-after"], body: JSON.stringify(json) };
    },
  };
}

/** The user stands in the path, and the id in the query or in the body. */
const about: NonNullable<HttpService["about"]> = ({ url, body }, path): RequestAbout => {
  const [, , collection, name] = path.split("/");
  if (name === undefined || (collection !== "phones" && collection !== "conversations")) return {};
  const channel = collection === "phones" ? ("rcs" as const) : ("business-messages" as const);
  return { user: { channel, address: decodeURIComponent(name) }, id: idIn(url) ?? idOf(body) };
};

function idIn(url: string): string | undefined {
  return /[?&](?:messageId|eventId)=([^&]+)/.exec(url)?.[1] ?? /\/agentMessages\/([^?/]+)/.exec(url)?.[1];
}

function idOf(body: Parameters<NonNullable<HttpService["about"]>>[0]["body"]): string | undefined {
  if (body === undefined || !("json" in body)) return undefined;
  const { messageId, eventId } = body.json as { readonly messageId?: string; readonly eventId?: string };
  return messageId ?? eventId;
}
