import type { HttpFunction } from "../../shared/base/http.ts";
import { performer } from "../../shared/effect/perform.ts";
import { takeTurn } from "../../shared/effect/take-turn.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import type { EnginePorts } from "../engine-ports.ts";
import { parseAs } from "../parse-as.ts";
import { type Delivered, subscriber } from "../subscribe.ts";
import { onMessage } from "./on-message.ts";
import { startSignals } from "./signals.ts";

/** Takes what users say: recorded, marked read, answered. */
export function messages(ports: EnginePorts): HttpFunction {
  return subscriber<InboundMessage>(
    { task: "message", read: parseAs("message"), handle: (message, delivery) => answer(message, delivery, ports) },
    ports,
  );
}

async function answer(message: InboundMessage, { deadline, signal }: Delivered, ports: EnginePorts): Promise<void> {
  const typing = startSignals(message, ports, signal);
  try {
    if (ports.history.isCold?.()) await typing.first;
    await takeTurn(
      { fact: message, decide: (head) => onMessage(message, head, { ...ports, signal }) },
      { ...ports, deadline, typing, perform: performer(ports) },
    );
  } finally {
    await typing.end();
  }
}
