import type { HttpFunction } from "../../shared/base/http.ts";
import type { OutboundRequest } from "../../shared/conversation/outbound-request.ts";
import { type TurnPlan, takeTurn } from "../../shared/turn/take-turn.ts";
import type { Engine } from "../compose.ts";
import { subscriber, type TimeBudget } from "../deliver.ts";
import { onOutbound } from "./on-outbound.ts";
import { guardedPerformer } from "./perform-outbound.ts";
import { readOutbound } from "./read-outbound.ts";

/** Takes what other systems, and persons through them, say to users. */
export function outbound(ports: Engine): HttpFunction {
  const read = readOutbound(ports.directory, ports.clock);
  return subscriber<OutboundRequest>(
    { task: "outbound", read, handle: (request, delivery) => carryOut(request, delivery, ports) },
    ports,
  );
}

function carryOut(fact: OutboundRequest, { deadline }: TimeBudget, ports: Engine): Promise<void> {
  const { bot, clock } = ports;
  const plan: TurnPlan = { fact, decide: (state) => onOutbound(fact, state, { bot, now: clock.now() }) };
  return takeTurn(plan, { ...ports, deadline, perform: guardedPerformer(ports) });
}
