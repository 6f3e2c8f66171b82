import type { InboundId, OutgoingId } from "../../shared/base/ids.ts";
import { taskOf } from "../../shared/google/tasks/task.ts";
import { timerMessage } from "../../shared/turn/queue-messages.ts";
import { ORIGINS, TIMERS, TOPICS } from "./build-function.ts";
import type { TimerAct } from "./story-act.ts";
import type { ServiceMap } from "./transport.ts";

/** What timers are set with. */
interface TimerPorts {
  readonly now: () => number;
  readonly services: ServiceMap;
}

/** Has Cloud Tasks keep the timer. No instance sets it, so nothing else comes of it until it is due. */
export function setTimer({ user, id, dueInMs }: TimerAct, { now, services }: TimerPorts): void {
  const [received, at] = [new Date(now()), new Date(now() + dueInMs)];
  const purpose = { type: "mode" } as const;
  const fact = { ...user, type: "timer", id: id as InboundId, at, received, purpose } as const;
  const timer = timerMessage({ do: "setTimer", at: at.toISOString(), purpose }, { id: id as OutgoingId, fact });
  const task = taskOf(timer, received, { ...TIMERS, ...TOPICS });
  void services[ORIGINS.tasks]?.answer({
    method: "POST",
    url: new URL(`${ORIGINS.tasks}/v2/${TIMERS.queue}/tasks`),
    headers: { "content-type": "application/json" },
    body: Buffer.from(JSON.stringify({ task })),
    from: { function: "events" },
  });
}
