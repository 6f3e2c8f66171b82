import type { HttpFunction } from "../../shared/base/http.ts";
import { type Ports, perform } from "../../shared/effect/perform.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import { type SubscriberPorts, subscriber } from "../subscribe.ts";
import { onMessage } from "./on-message.ts";

/** Takes what users say: recorded, marked read, answered. */
export function messages(ports: SubscriberPorts & Ports): HttpFunction {
  return subscriber<InboundMessage>(
    { kind: "message", handle: (message) => perform(onMessage(message, ports.clock.now()), ports) },
    ports,
  );
}
