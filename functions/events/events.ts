import type { HttpFunction } from "../../shared/base/http.ts";
import { performOnHistory } from "../../shared/effect/perform-on-history.ts";
import type { History } from "../../shared/effect/ports.ts";
import type { InboundEvent } from "../../shared/inbound/inbound.ts";
import { type SubscriberPorts, subscriber } from "../subscribe.ts";
import { onEvent } from "./on-event.ts";

/** Takes what happens around conversations and agents. */
export function events(ports: SubscriberPorts & { readonly history: History }): HttpFunction {
  return subscriber<InboundEvent>(
    { kind: "event", handle: (event) => performOnHistory(onEvent(event), ports.history) },
    ports,
  );
}
