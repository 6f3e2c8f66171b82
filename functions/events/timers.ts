import type { HttpFunction, HttpResponse } from "../../shared/base/http.ts";
import { present } from "../../shared/base/present.ts";
import type { Timer, TimerPurpose } from "../../shared/conversation/timer.ts";
import { readPush } from "../../shared/envelope/push-request.ts";
import { fallBack } from "../../shared/turn/fall-back.ts";
import { performer } from "../../shared/turn/performer.ts";
import { readTimer, timerMessage } from "../../shared/turn/queue-messages.ts";
import { takeTurn } from "../../shared/turn/take-turn.ts";
import type { TimeBudget } from "../../shared/turn/time-budget.ts";
import type { Engine } from "../compose.ts";
import { subscriber } from "../deliver.ts";
import { onTimer } from "./on-timer.ts";

/** Asks for another delivery. It is no failure, so it is no 5xx, and nobody is called for it. */
const TOO_EARLY: HttpResponse = { status: 425, body: "Not due yet: deliver it again\n" };

/** Longer than receipts can be late after an outage of ours. What has not come by then will not come. */
const GRACE_MS = 60 * 60_000;

/**
 * Takes our own timers. A timer is a message that is refused until it is due: Pub/Sub's back-off, from 10 s to 10 min, makes
 * it wait. So a timer comes up to 10 min late, and a far one costs six deliveries an hour. In return nothing runs while
 * nothing is set, nothing else has to be deployed, and it works on the emulator as it does in production.
 */
export function timers(engine: Engine): HttpFunction {
  const take = subscriber<Timer>(
    { kind: "deadline", read: readTimer, handle: (timer, budget) => handle(timer, budget, engine) },
    engine,
  );
  return async (request) => {
    const due = new Date(readPush(request.body)?.message.attributes.due ?? 0);
    return due > engine.clock.now() ? TOO_EARLY : take(request);
  };
}

async function handle(timer: Timer, budget: TimeBudget, engine: Engine): Promise<void> {
  if (timer.purpose.type === "delivery") return checkDelivery(timer, timer.purpose, engine);
  return takeTurn(timer, onTimer, { ...engine, budget, perform: performer(engine) });
}

/** Once more, later, when Google no longer has the message and has not said what became of it. */
async function checkDelivery(
  timer: Timer,
  { message, isLast }: Extract<TimerPurpose, { type: "delivery" }>,
  engine: Engine,
): Promise<void> {
  const outcome = await fallBack({ to: timer, message, reason: "overdue", ...present({ isLast }) }, engine);
  if (outcome === "decided") return;
  const at = new Date(engine.clock.now().getTime() + GRACE_MS).toISOString();
  const purpose = { type: "delivery", message, isLast: true } as const;
  const again = timerMessage({ do: "setTimer", at, purpose }, { id: message, fact: timer });
  await engine.publisher.publish("deadline", again);
}
