import { GRACE_MS } from "../../shared/base/budgets.ts";
import type { HttpFunction, HttpResponse } from "../../shared/base/http.ts";
import { present } from "../../shared/base/present.ts";
import { replayMode } from "../../shared/base/replay.ts";
import type { Timer, TimerPurpose } from "../../shared/conversation/timer.ts";
import { type QueueMessage, readPush } from "../../shared/envelope/push-request.ts";
import type { TimerMessage } from "../../shared/ports/timers.ts";
import { fallBack } from "../../shared/turn/fall-back.ts";
import { performer } from "../../shared/turn/performer.ts";
import { readTimer, timerMessage } from "../../shared/turn/queue-messages.ts";
import { takeTurn } from "../../shared/turn/take-turn.ts";
import type { TimeBudget } from "../../shared/turn/time-budget.ts";
import type { Engine } from "../compose.ts";
import { subscriber } from "../deliver.ts";
import { aboutFact } from "../delivery-report.ts";
import { onTimer } from "./on-timer.ts";

/** Asks for another delivery. It is no failure, so it is no 5xx, and nobody is called for it. */
const TOO_EARLY: HttpResponse = { status: 425, body: "Not due yet: deliver it again\n" };

const ACKNOWLEDGED: HttpResponse = { status: 200 };

/** A timer that comes early by more was too far away to be set. One that comes early by less meets a clock that is slow. */
const SLOW_CLOCK_MS = 60 * 60_000;

/**
 * Takes our own timers, which come when they are due. One that was too far away to be set comes before, and is set again. Over
 * the Pub/Sub emulator they all come at once: there, and where a clock is slow, a timer is refused until it is due.
 */
export function timers(engine: Engine): HttpFunction {
  const take = subscriber<Timer>(
    {
      kind: "deadline",
      read: readTimer,
      about: aboutFact,
      handle: (timer, budget, log) => handle(timer, budget, { ...engine, log }),
    },
    engine,
  );
  const setAgain = subscriber<TimerMessage>(
    { kind: "deadline", read: readEarly, handle: (timer, budget) => setTimer(timer, budget, engine) },
    engine,
  );
  return async (request) => {
    const { attributes = {} } = readPush(request.body)?.message ?? {};
    const earlyMs = new Date(attributes.due ?? 0).getTime() - engine.clock.now().getTime();
    // It has not happened yet: whoever keeps it brings it.
    if (earlyMs > 0 && replayMode(attributes) !== undefined) return ACKNOWLEDGED;
    if (engine.timers.isRelayed && earlyMs > SLOW_CLOCK_MS) return setAgain(request);
    return earlyMs > 0 ? TOO_EARLY : take(request);
  };
}

/** The message as it came: under its id it is the same timer. @throws PermanentError for what is no timer. */
function readEarly(message: QueueMessage): TimerMessage {
  const { id, at } = readTimer(message);
  return { ...message, attributes: { ...message.attributes, id, due: at.toISOString() } };
}

async function setTimer(timer: TimerMessage, budget: TimeBudget, { timers: port }: Engine): Promise<"set-again"> {
  await port.set(timer, { ...budget, until: budget.deadline });
  return "set-again";
}

async function handle(timer: Timer, budget: TimeBudget, engine: Engine) {
  if (timer.purpose.type === "delivery" && timer.replay === "silent") return "fallback-needless" as const;
  if (timer.purpose.type === "delivery") return checkDelivery(timer, { ...timer.purpose, budget }, engine);
  return takeTurn(timer, onTimer, { ...engine, budget, perform: performer(engine) });
}

/** Once more, later, when Google no longer has the message and has not said what became of it. */
async function checkDelivery(
  timer: Timer,
  { message, isLast, budget }: Extract<TimerPurpose, { type: "delivery" }> & { readonly budget: TimeBudget },
  engine: Engine,
) {
  const { until, traceparent, begin } = budget;
  const trigger = { to: timer, message, reason: "overdue", until, traceparent, begin } as const;
  const outcome = await fallBack({ ...trigger, ...present({ isLast }) }, engine);
  const told = `fallback-${outcome}` as const;
  if (outcome !== "open") return told;
  const at = new Date(engine.clock.now().getTime() + GRACE_MS).toISOString();
  const purpose = { type: "delivery", message, isLast: true } as const;
  // The id of the message itself is that of no other timer. So the second check is set once, however often the first one comes.
  const again = timerMessage({ do: "setTimer", at, purpose }, { id: message, fact: timer, traceparent });
  await engine.timers.set(again, budget);
  return told;
}
