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
    { kind: "deadline", read: readTimer, handle: (timer, budget) => handle(timer, budget, engine) },
    engine,
  );
  const setAgain = subscriber<TimerMessage>(
    { kind: "deadline", read: readEarly, handle: (timer, { deadline }) => engine.timers.set(timer, deadline) },
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

async function handle(timer: Timer, budget: TimeBudget, engine: Engine): Promise<void> {
  if (timer.purpose.type === "delivery" && timer.replay === "silent") return;
  if (timer.purpose.type === "delivery") return checkDelivery(timer, { ...timer.purpose, until: budget.until }, engine);
  return takeTurn(timer, onTimer, { ...engine, budget, perform: performer(engine) });
}

/** Once more, later, when Google no longer has the message and has not said what became of it. */
async function checkDelivery(
  timer: Timer,
  { message, isLast, until }: Extract<TimerPurpose, { type: "delivery" }> & { readonly until: Date },
  engine: Engine,
): Promise<void> {
  const outcome = await fallBack({ to: timer, message, reason: "overdue", until, ...present({ isLast }) }, engine);
  if (outcome === "decided") return;
  const at = new Date(engine.clock.now().getTime() + GRACE_MS).toISOString();
  const purpose = { type: "delivery", message, isLast: true } as const;
  // The id of the message itself is that of no other timer. So the second check is set once, however often the first one comes.
  const again = timerMessage({ do: "setTimer", at, purpose }, { id: message, fact: timer });
  await engine.timers.set(again, until);
}
