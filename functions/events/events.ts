import type { HttpFunction } from "../../shared/base/http.ts";
import type { InboundEvent, Receipt } from "../../shared/inbound/inbound.ts";
import { fallBack } from "../../shared/turn/fall-back.ts";
import { performer } from "../../shared/turn/perform.ts";
import { type TurnPlan, takeTurn } from "../../shared/turn/take-turn.ts";
import type { Engine } from "../compose.ts";
import { subscriber, type TimeBudget } from "../deliver.ts";
import { parseAs } from "../parse-as.ts";
import { onEvent } from "./on-event.ts";
import { timers } from "./timers.ts";

/** Where the deadlines' subscription pushes to. */
export const DEADLINES = "/deadlines";

/** Takes what happens around conversations and agents, and the deadlines that we set ourselves. */
export function events(ports: Engine): HttpFunction {
  const take = subscriber<InboundEvent>(
    { task: "event", read: parseAs("event"), handle: (event, delivery) => handle(event, delivery, ports) },
    ports,
  );
  const takeDeadline = timers(ports);
  return (request) => (request.path === DEADLINES ? takeDeadline(request) : take(request));
}

async function handle(fact: InboundEvent, { deadline }: TimeBudget, ports: Engine): Promise<void> {
  const { history, bot, clock } = ports;
  if (fact.event.type === "expired") return expire(fact, fact.event, ports);
  const decide = onEvent(fact);
  if (decide === undefined) return history.record(fact);
  const plan: TurnPlan = { fact, decide: (state) => decide(state, bot, clock.now()) };
  await takeTurn(plan, { ...ports, deadline, perform: performer(ports) });
}

/** An expiry is a fact about the message of ours that expired; another channel may have to say it. */
async function expire(
  fact: InboundEvent,
  { message, isRevoked }: Extract<InboundEvent["event"], { type: "expired" }>,
  ports: Engine,
): Promise<void> {
  const expired: Receipt = { message, type: "expired", at: fact.at };
  const receipts: readonly Receipt[] = isRevoked ? [expired, { ...expired, type: "revoked" }] : [expired];
  await ports.history.mergeReceipts(fact.conversation, message, receipts);
  await fallBack({ to: fact, message, reason: isRevoked ? "revoked" : "inconclusive" }, ports);
}
