import { writePush } from "../../shared/envelope/push-request.ts";
import type { Chance } from "./chance.ts";
import { DAY } from "./durations.ts";
import type { PublishedMessage, PushSubscription, QueueHabits } from "./queue-types.ts";
import type { Scheduler } from "./scheduler.ts";

/** The running side of one subscription. */
export interface RunningSubscription {
  readonly of: PushSubscription;
  add(published: PublishedMessage): void;
  /** How many messages are not acknowledged. */
  waiting(): number;
}

/** What a subscription works with. */
export interface SubscriptionPorts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly habits: QueueHabits;
  /** True while Pub/Sub itself is away: nothing is pushed. */
  readonly isAway: () => boolean;
  readonly deadLetter: (of: PushSubscription, published: PublishedMessage, attempts: number) => void;
  readonly forget: (of: PushSubscription, published: PublishedMessage) => void;
}

/** A message that is not acknowledged. */
interface Waiting {
  readonly published: PublishedMessage;
  attempts: number;
}

const ACK_DEADLINE_MS = 60_000;
const RETENTION_MS = 31 * DAY;
/** Pub/Sub asks again so long after it was away. */
const AWAY_MS = 5000;
const MOST_PUSH_MS = 20;
const MOST_DELAY_MS = 30_000;
const MOST_REPEAT_MS = 600_000;
const ACKNOWLEDGED: readonly (number | undefined)[] = [102, 200, 201, 202, 204];

/** Push back-off, which is about the subscription: after so many refusals in a row it pauses, longer and longer. @see https://cloud.google.com/pubsub/docs/push#push_backoff */
const REFUSALS_BEFORE_PAUSE = 10;
const FIRST_PAUSE_MS = 100;
const MOST_PAUSE_MS = 60_000;

/** Pushes what is added until it is acknowledged, given up or forgotten. */
export function runSubscription(of: PushSubscription, ports: SubscriptionPorts): RunningSubscription {
  const { scheduler, chance, habits } = ports;
  const waiting = new Map<string, Waiting>();
  const keys = new Map<string, Waiting[]>();
  const pause = openPause(scheduler);
  const keyOf = ({ message: { orderingKey } }: PublishedMessage) => (of.isOrdered ? orderingKey : undefined);

  const plan = (one: Waiting, delayMs: number) => {
    scheduler.after(delayMs, () => (waiting.get(one.published.id) === one ? pushOrWait(one) : undefined));
  };
  const pushOrWait = (one: Waiting) => {
    if (ports.isAway()) return plan(one, AWAY_MS);
    const leftMs = pause.leftMs();
    if (leftMs > 0) return plan(one, leftMs);
    push(one);
  };
  const push = (one: Waiting) => {
    one.attempts += 1;
    const { attempts: attempt, published } = one;
    let isAnswered = false;
    const answer = (status: number | undefined) => {
      if (isAnswered) return;
      isAnswered = true;
      deadline.cancel();
      take(one, status);
    };
    const deadline = scheduler.after(ACK_DEADLINE_MS, () => answer(undefined));
    of.push({ kind: of.kind, published, attempt, body: bodyOf(of, published, attempt) }, answer);
  };
  const take = (one: Waiting, status: number | undefined) => {
    const isTaken = ACKNOWLEDGED.includes(status);
    pause.learn(isTaken);
    if (isTaken) {
      end(one);
      return chance.isLucky(habits.repeats) ? repeat(one) : undefined;
    }
    if (one.attempts >= (of.maxAttempts ?? Number.POSITIVE_INFINITY)) {
      ports.deadLetter(of, one.published, one.attempts);
      return end(one);
    }
    if (scheduler.now() - one.published.published > RETENTION_MS) {
      ports.forget(of, one.published);
      return end(one);
    }
    plan(one, backoffMs(of, one.attempts));
  };
  const repeat = ({ published, attempts }: Waiting) => {
    const again = { published, attempts };
    scheduler.after(chance.between(0, MOST_REPEAT_MS), () => {
      if (waiting.has(published.id)) return;
      waiting.set(published.id, again);
      pushOrWait(again);
    });
  };
  const end = (one: Waiting) => {
    waiting.delete(one.published.id);
    const key = keyOf(one.published);
    const line = key === undefined ? undefined : keys.get(key);
    if (key === undefined || line?.[0] !== one) return;
    line.shift();
    const [next] = line;
    if (next === undefined) keys.delete(key);
    else plan(next, chance.between(0, 5));
  };
  /** True when it is the first of its key. */
  const lineUp = (one: Waiting, key: string) => {
    const line = keys.get(key) ?? [];
    keys.set(key, line);
    insert(line, one);
    return line.length === 1;
  };
  const firstDelayMs = ({ message: { orderingKey } }: PublishedMessage) => {
    const isLate = orderingKey === undefined && chance.isLucky(habits.delays);
    return chance.between(1, isLate ? MOST_DELAY_MS : MOST_PUSH_MS);
  };
  return {
    of,
    waiting: () => waiting.size,
    add(published) {
      if (waiting.has(published.id)) return;
      const one = { published, attempts: 0 };
      waiting.set(published.id, one);
      const key = keyOf(published);
      if (key === undefined || lineUp(one, key)) plan(one, firstDelayMs(published));
    },
  };
}

/** In the order of publishing, but never before the first one, which may be on its way. */
function insert(line: Waiting[], one: Waiting): void {
  const after = line.findLastIndex(({ published }) => published.order < one.published.order);
  line.splice(Math.max(after + 1, Math.min(1, line.length)), 0, one);
}

/** The pause of a whole subscription whose deliveries are refused. */
function openPause(scheduler: Scheduler) {
  let refusals = 0;
  let until = 0;
  return {
    leftMs: () => until - scheduler.now(),
    learn(isTaken: boolean) {
      refusals = isTaken ? 0 : refusals + 1;
      const beyond = refusals - REFUSALS_BEFORE_PAUSE;
      if (isTaken) until = 0;
      else if (beyond >= 0)
        until = scheduler.now() + Math.min(MOST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(beyond, 20));
    },
  };
}

function bodyOf(
  { name, maxAttempts }: PushSubscription,
  { id, published, message }: PublishedMessage,
  attempts: number,
) {
  const attempt = maxAttempts === undefined ? undefined : attempts;
  const of = { subscription: name, messageId: id, published: new Date(published) };
  return Buffer.from(writePush({ message, attempt }, of));
}

function backoffMs({ minBackoffMs, maxBackoffMs }: PushSubscription, attempts: number): number {
  return Math.min(maxBackoffMs, minBackoffMs * 2 ** Math.min(attempts - 1, 30));
}
