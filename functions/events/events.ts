import type { HttpFunction } from "../../shared/base/http.ts";
import type { InboundEvent, Receipt } from "../../shared/inbound/inbound.ts";
import { fallBack } from "../../shared/turn/fall-back.ts";
import { performer } from "../../shared/turn/performer.ts";
import { takeTurn } from "../../shared/turn/take-turn.ts";
import type { TimeBudget } from "../../shared/turn/time-budget.ts";
import type { Engine } from "../compose.ts";
import { subscriber } from "../deliver.ts";
import { parseAs } from "../parse-as.ts";
import { onEvent } from "./on-event.ts";
import { timers } from "./timers.ts";

/** Where the subscription of timers pushes to. */
export const TIMERS_PATH = "/deadlines";

/** Takes what happens around conversations and agents, and the timers that we set ourselves. */
export function events(engine: Engine): HttpFunction {
  const take = subscriber<InboundEvent>(
    { kind: "event", read: parseAs("event"), handle: (event, budget) => handle(event, budget, engine) },
    engine,
  );
  const takeTimer = timers(engine);
  return (request) => (request.path === TIMERS_PATH ? takeTimer(request) : take(request));
}

async function handle(fact: InboundEvent, budget: TimeBudget, engine: Engine): Promise<void> {
  switch (fact.event.type) {
    case "expired":
      return expire(fact, { expiry: fact.event, until: budget.until }, engine);
    case "typing":
    case "launch":
      return engine.history.record(fact);
    default:
      return takeTurn(fact, onEvent, { ...engine, budget, perform: performer(engine) });
  }
}

type Expired = Extract<InboundEvent["event"], { type: "expired" }>;

/** An expiry is a fact about the message of ours that expired; another channel may have to say it. */
async function expire(
  fact: InboundEvent,
  { expiry: { message, isRevoked }, until }: { readonly expiry: Expired; readonly until: Date },
  engine: Engine,
): Promise<void> {
  const expired: Receipt = { message, type: "expired", at: fact.at };
  const receipts: readonly Receipt[] = isRevoked ? [expired, { ...expired, type: "revoked" }] : [expired];
  await engine.history.mergeReceipts(fact, message, receipts);
  if (fact.replay === "silent") return;
  await fallBack({ to: fact, message, reason: isRevoked ? "revoked" : "inconclusive", until }, engine);
}
