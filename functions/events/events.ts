import type { HttpFunction } from "../../shared/base/http.ts";
import type { InboundEvent, Receipt } from "../../shared/inbound/inbound.ts";
import { fallBack } from "../../shared/turn/fall-back.ts";
import { isLateOfErased, logErased } from "../../shared/turn/ignore-erased.ts";
import { performer } from "../../shared/turn/performer.ts";
import { takeTurn } from "../../shared/turn/take-turn.ts";
import type { TimeBudget } from "../../shared/turn/time-budget.ts";
import type { Engine } from "../compose.ts";
import { subscriber } from "../deliver.ts";
import { aboutFact } from "../delivery-report.ts";
import { parseAs } from "../parse-as.ts";
import { onEvent } from "./on-event.ts";
import { timers } from "./timers.ts";

/** Where the subscription of timers pushes to. */
export const TIMERS_PATH = "/deadlines";

/** Takes what happens around conversations and agents, and the timers that we set ourselves. */
export function events(engine: Engine): HttpFunction {
  const take = subscriber<InboundEvent>(
    {
      kind: "event",
      read: parseAs("event"),
      about: aboutFact,
      handle: (event, budget, log) => handle(event, budget, { ...engine, log }),
    },
    engine,
  );
  const takeTimer = timers(engine);
  return (request) => (request.path === TIMERS_PATH ? takeTimer(request) : take(request));
}

async function handle(fact: InboundEvent, budget: TimeBudget, engine: Engine) {
  switch (fact.event.type) {
    case "expired":
      return expire(fact, { expiry: fact.event, budget }, engine);
    case "typing":
    case "launch":
      return note(fact, engine);
    default:
      return takeTurn(fact, onEvent, { ...engine, budget, perform: performer(engine) });
  }
}

/** History has it, and nothing comes of it. */
async function note(fact: InboundEvent, engine: Engine) {
  if (await isLateOfErased(fact, engine)) return logErased(fact, engine.log);
  await engine.history.record(fact);
  return "recorded";
}

type Expired = Extract<InboundEvent["event"], { type: "expired" }>;

/** An expiry is a fact about the message of ours that expired; another channel may have to say it. */
async function expire(
  fact: InboundEvent,
  { expiry: { message, isRevoked }, budget }: { readonly expiry: Expired; readonly budget: TimeBudget },
  engine: Engine,
) {
  const expired: Receipt = { message, type: "expired", at: fact.at };
  const receipts: readonly Receipt[] = isRevoked ? [expired, { ...expired, type: "revoked" }] : [expired];
  await engine.history.mergeReceipts(fact, message, receipts);
  if (fact.replay === "silent") return "merged" as const;
  const reason = isRevoked ? "revoked" : "inconclusive";
  const { until, traceparent, begin } = budget;
  const outcome = await fallBack({ to: fact, message, reason, until, traceparent, begin }, engine);
  return `fallback-${outcome}` as const;
}
