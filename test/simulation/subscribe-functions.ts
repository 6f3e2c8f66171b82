import {
  FIRST_BACKOFF_MS,
  LONGEST_BACKOFF_MS,
  LONGEST_ORDERED_BACKOFF_MS,
  MAX_ATTEMPTS,
} from "../../shared/base/budgets.ts";
import { KINDS, type Kind } from "../../shared/ports/topic.ts";
import { PREFIX, TAKERS } from "./build-function.ts";
import type { Fleet } from "./fleet.ts";
import type { Observation } from "./observation.ts";
import type { SimulatedQueue } from "./queue.ts";
import type { PushDelivery } from "./queue-types.ts";
import { aboutMessage } from "./watch-published.ts";
import type { FunctionName } from "./world-fault.ts";

/** What subscriptions push to, and what they show. */
interface SubscribePorts {
  readonly queue: SimulatedQueue;
  readonly fleetOf: (name: FunctionName) => Fleet;
  /** False over a Pub/Sub that counts no attempts. */
  readonly hasAttempts: boolean;
  readonly now: () => number;
  readonly observe: (seen: Observation) => void;
}

/** Subscribes each function to its kinds, as Terraform does it. @returns How many deliveries there were. */
export function subscribeFunctions(ports: SubscribePorts): () => number {
  let deliveries = 0;
  for (const kind of KINDS) {
    const isOrdered = kind === "message" || kind === "outbound";
    const push = pushTo(kind, ports);
    ports.queue.subscribe({
      name: `projects/simulated/subscriptions/${PREFIX}-${kind}`,
      kind,
      isOrdered,
      maxAttempts: ports.hasAttempts ? MAX_ATTEMPTS : undefined,
      minBackoffMs: FIRST_BACKOFF_MS,
      maxBackoffMs: isOrdered ? LONGEST_ORDERED_BACKOFF_MS : LONGEST_BACKOFF_MS,
      push(delivery, answer) {
        deliveries += 1;
        push(delivery, answer);
      },
    });
  }
  return () => deliveries;
}

function pushTo(kind: Kind, { fleetOf, now, observe }: SubscribePorts): PushDelivery {
  const { function: name, path } = TAKERS[kind];
  return ({ published, attempt, body }, answer) => {
    const about = aboutMessage(published);
    const request = { method: "POST", path, headers: {}, body };
    const instance = fleetOf(name).handle(request, (response) => {
      const status = response === undefined ? {} : { status: response.status };
      observe({ type: "delivery-answered", at: now(), ...by, kind, message: about.message, attempt, ...status });
      answer(response?.status);
    });
    const by = { function: name, instance };
    observe({ type: "delivery-begun", at: now(), ...by, ...about, kind, attempt });
  };
}
