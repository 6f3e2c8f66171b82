import { openEngine } from "../../functions/compose.ts";
import { events, TIMERS_PATH } from "../../functions/events/events.ts";
import { ingress } from "../../functions/ingress/ingress.ts";
import { messages } from "../../functions/messages/messages.ts";
import { outbound } from "../../functions/outbound/outbound.ts";
import { receipts } from "../../functions/receipts/receipts.ts";
import type { Agent } from "../../shared/base/agent.ts";
import { INGRESS_PUBLISH_MS, PUBLISH_MS } from "../../shared/base/budgets.ts";
import type { HttpFunction } from "../../shared/base/http.ts";
import type { Log } from "../../shared/base/log.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import type { Transport } from "../../shared/google/http/transport.ts";
import { googlePublisher } from "../../shared/google/pubsub/publisher.ts";
import { taskTimers } from "../../shared/google/tasks/timers.ts";
import type { Pauses } from "../../shared/ports/pauses.ts";
import type { Kind } from "../../shared/ports/topic.ts";
import type { DocumentStore } from "../../shared/store/document-store.ts";
import { storedHistory } from "../../shared/store/history.ts";
import { readKeyRing } from "../../shared/webhook/key-ring.ts";
import { TOKENS } from "../support/fixtures.ts";
import { CONVERSATION_KEY, KEEP_DAYS } from "../support/stack.ts";
import type { Instance } from "./instance.ts";
import type { FunctionName } from "./world-fault.ts";

/** Where the services are: on loopback, so nothing asks for a token. */
export const ORIGINS = {
  google: "http://127.0.0.1:1001",
  pubsub: "http://127.0.0.1:1002",
  tasks: "http://127.0.0.1:1003",
  gateway: "http://127.0.0.1:1004",
} as const;

const PROJECT = "simulated";
export const PREFIX = "heliograph";

/** Where timers wait. */
export const TIMERS = {
  queue: `projects/${PROJECT}/locations/europe-west1/queues/${PREFIX}-timers`,
  account: `${PREFIX}-timers@${PROJECT}.iam.gserviceaccount.com`,
} as const;
/** Where topics are. */
export const TOPICS = { project: PROJECT, prefix: PREFIX, emulator: ORIGINS.pubsub.replace("http://", "") } as const;

/** Which function takes a kind, and on which path. */
export const TAKERS: Readonly<Record<Kind, { readonly function: FunctionName; readonly path: string }>> = {
  message: { function: "messages", path: "/" },
  receipt: { function: "receipts", path: "/" },
  event: { function: "events", path: "/" },
  outbound: { function: "outbound", path: "/" },
  deadline: { function: "events", path: TIMERS_PATH },
};

/** What an instance runs with. */
export interface FunctionSurroundings {
  readonly instance: Instance;
  readonly transport: () => Transport;
  readonly documents: DocumentStore;
  readonly pauses: Pauses;
  readonly agents: readonly Agent[];
  readonly log: Log;
  readonly bot: Bot;
}

/** Composes a function of ours as its index.ts does, over the cut. */
export function buildFunction(of: FunctionSurroundings): HttpFunction {
  const { instance, transport, documents, pauses, agents, log, bot } = of;
  const world = { clock: instance.clock, openTransport: transport };
  const address = { ...TOPICS, world };
  const { clock } = world;
  if (instance.function === "ingress") {
    const ids = agents.map(({ agent }) => agent);
    const ring = readKeyRing(JSON.stringify(TOKENS), ids, "the simulation's tokens");
    const publisher = googlePublisher({ ...address, timeoutMs: INGRESS_PUBLISH_MS });
    return ingress({ ring, agents: new Set(ids), conversationKey: CONVERSATION_KEY }, { publisher, clock, log });
  }
  const publisher = googlePublisher({ ...address, timeoutMs: PUBLISH_MS });
  const history = storedHistory(documents, KEEP_DAYS);
  if (instance.function === "receipts") return receipts({ publisher, history, clock, log });
  const timers = taskTimers({ ...address, ...TIMERS, base: ORIGINS.tasks, timeoutMs: PUBLISH_MS });
  const engine = openEngine(
    { publisher, history, timers, pauses },
    {
      agents,
      conversationKey: CONVERSATION_KEY,
      apis: { rcs: ORIGINS.google, "business-messages": ORIGINS.google },
      fallback: { url: `${ORIGINS.gateway}/`, key: "simulated" },
      bot,
      clock,
      log,
      world,
    },
  );
  return { messages, events, outbound }[instance.function](engine);
}
