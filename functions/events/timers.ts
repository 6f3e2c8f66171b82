import type { HttpFunction, HttpResponse } from "../../shared/base/http.ts";
import { present } from "../../shared/base/present.ts";
import type { Timer, TimerPurpose } from "../../shared/conversation/timer.ts";
import { readPush } from "../../shared/envelope/push-request.ts";
import { fallBack } from "../../shared/turn/fall-back.ts";
import { meetTimer } from "../../shared/turn/hand-over.ts";
import { performer } from "../../shared/turn/perform.ts";
import { readTimer, timerMessage } from "../../shared/turn/queue-messages.ts";
import { type TurnPlan, takeTurn } from "../../shared/turn/take-turn.ts";
import type { Engine } from "../compose.ts";
import { subscriber, type TimeBudget } from "../deliver.ts";

/** Asks for another delivery. It is no failure, so it is no 5xx, and nobody is called for it. */
const TOO_EARLY: HttpResponse = { status: 425, body: "Not due yet: deliver it again\n" };

/**
 * Takes our own deadlines. A deadline is a message that is refused until it is due: Pub/Sub's back-off, from 10 s to 10 min,
 * is the timer. So a deadline comes up to 10 min late, and a far one costs six deliveries an hour; in return nothing runs
 * while nothing is set, nothing else has to be deployed, and it works on the emulator as it does in production.
 */
export function timers(ports: Engine): HttpFunction {
  const take = subscriber<Timer>(
    { task: "deadline", read: readTimer, handle: (fact, delivery) => handle(fact, delivery, ports) },
    ports,
  );
  return async (request) => {
    const due = new Date(readPush(request.body)?.message.attributes.due ?? 0);
    return due > ports.clock.now() ? TOO_EARLY : take(request);
  };
}

/** Longer than receipts are late when something of ours is down. What nobody has told by then, nobody will. */
const GRACE_MS = 60 * 60_000;

async function handle(fact: Timer, { deadline }: TimeBudget, ports: Engine): Promise<void> {
  const { bot, clock } = ports;
  if (fact.purpose.type === "delivery") return lookAfterMessage(fact, fact.purpose, ports);
  const plan: TurnPlan = { fact, decide: (state) => meetTimer(state, bot, clock.now()) };
  return takeTurn(plan, { ...ports, deadline, perform: performer(ports) });
}

/** Once more, later, when Google no longer has the message and has not said what became of it. */
async function lookAfterMessage(
  fact: Timer,
  { message, isLast }: Extract<TimerPurpose, { type: "delivery" }>,
  ports: Engine,
): Promise<void> {
  const verdict = await fallBack({ to: fact, message, reason: "overdue", ...present({ isLast }) }, ports);
  if (verdict === "decided") return;
  const at = new Date(ports.clock.now().getTime() + GRACE_MS).toISOString();
  const again = timerMessage(
    { do: "setTimer", at, matter: { type: "delivery", message, isLast: true } },
    { id: message, fact },
  );
  await ports.publisher.publish("deadline", again);
}
