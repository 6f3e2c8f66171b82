import { UnreachableError } from "../../shared/base/errors.ts";
import type { HttpFunction } from "../../shared/base/http.ts";
import type { Capabilities } from "../../shared/effect/channel-ports.ts";
import { type FallbackPorts, fallBack } from "../../shared/effect/fall-back.ts";
import type { Head } from "../../shared/effect/head.ts";
import type { OutboundRequest } from "../../shared/effect/outbound.ts";
import { performer } from "../../shared/effect/perform.ts";
import type { Performer } from "../../shared/effect/perform-acts.ts";
import { takeTurn } from "../../shared/effect/take-turn.ts";
import type { EnginePorts } from "../engine-ports.ts";
import { type Delivered, subscriber } from "../subscribe.ts";
import { onOutbound } from "./on-outbound.ts";
import { type OutboundAgents, readOutbound } from "./read-outbound.ts";

/** What outbound messages need beside the engine. */
export interface OutboundPorts extends EnginePorts, FallbackPorts {
  readonly capabilities: Capabilities;
  readonly agents: OutboundAgents;
}

/** Takes what other systems, and persons through them, say to users. */
export function outbound(ports: OutboundPorts): HttpFunction {
  const read = readOutbound(ports.agents, ports.clock);
  return subscriber<OutboundRequest>(
    { task: "outbound", read, handle: (request, delivery) => carryOut(request, delivery, ports) },
    ports,
  );
}

function carryOut(fact: OutboundRequest, { deadline }: Delivered, ports: OutboundPorts): Promise<void> {
  const { bot, clock } = ports;
  const plan = {
    fact,
    async *decide(head: Head) {
      yield onOutbound(fact, head, { bot, now: clock.now() });
    },
  };
  return takeTurn(plan, { ...ports, deadline, perform: withFallback(performer(ports), ports) });
}

/** Whom RCS does not reach, another channel may: at once, when we know. */
function withFallback(perform: Performer, ports: OutboundPorts): Performer {
  return async (act, what) => {
    if (act.do !== "send" || act.terms === undefined) return perform(act, what);
    const { fact: to, id: message } = what;
    try {
      await refuseUnreachable(what.fact, ports.capabilities);
      await perform(act, what);
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error;
      await fallBack({ to, message, cause: to.id, reason: "unreachable" }, ports);
      throw error;
    }
  };
}

/** Google's word on whether a phone is reached is a hint: without it, sending tells. */
async function refuseUnreachable(to: Parameters<Capabilities["check"]>[0], capabilities: Capabilities): Promise<void> {
  if (to.channel !== "rcs") return;
  const capability = await capabilities.check(to).catch(() => undefined);
  if (capability?.type !== "unreachable") return;
  throw new UnreachableError("unreachable", "Cannot send: the phone has no RCS, or the agent is not launched there");
}
