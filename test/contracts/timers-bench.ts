import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, vi } from "vitest";
import { events, TIMERS_PATH } from "../../functions/events/events.ts";
import type { OutgoingId } from "../../shared/base/ids.ts";
import { type QueueMessage, readPush } from "../../shared/envelope/push-request.ts";
import { serve } from "../../shared/local/serve.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import type { TimerMessage, Timers } from "../../shared/ports/timers.ts";
import { timerMessage } from "../../shared/turn/queue-messages.ts";
import { openPorts, pushOf } from "../support/open-ports.ts";
import { type VirtualClock, virtualClock } from "../support/virtual-clock.ts";
import { messageFact, noon } from "./facts.ts";

/** Timers of one kind over a clock of the test's, and the function that they come to. */
export interface OpenTimers {
  readonly timers: Timers;
  /** Lets so much time pass, and waits until all that is due has come. */
  pass(millis: number): Promise<void>;
  /** Opens the same timers again, as another process would. */
  restart(): Promise<void>;
}

/** Opens the timers whose messages `deliver` takes. It answers with a status, as a subscriber does. */
export type OpenTimersOver = (deliver: Deliver, clock: VirtualClock) => Promise<OpenTimers>;

/** Gives the function a message of the topic `deadline`. @returns Its status. */
export type Deliver = (message: QueueMessage) => Promise<number>;

/** One delivery to the function. */
interface Arrival {
  readonly id: string | undefined;
  readonly at: Date;
  readonly message: QueueMessage;
  /** 200 is for one that was due or was set again, 425 for one that was refused. */
  readonly status: number;
}

/** What a test of timers looks at. */
export interface TimersBench {
  /** Every delivery, refused ones too. */
  readonly arrivals: readonly Arrival[];
  /** The ids of the timers that came when they were due, in the order they came. */
  fired(): readonly (string | undefined)[];
  set(timer: TimerMessage): Promise<void>;
  pass(millis: number): Promise<void>;
  restart(): Promise<void>;
}

/** Opens timers, and the function `events` over the same clock. */
export async function openBench(open: OpenTimersOver): Promise<TimersBench> {
  const clock = virtualClock(noon());
  const arrivals: Arrival[] = [];
  const ports = await openPorts();
  const opening = Promise.withResolvers<OpenTimers>();
  const deliver: Deliver = async (message) => {
    const at = clock.now();
    const { timers } = await opening.promise;
    const { status } = await events({ ...ports, clock, timers })(pushOf(message, { path: TIMERS_PATH }));
    arrivals.push({ id: message.attributes.id, at, message, status });
    return status;
  };
  const opened = await open(deliver, clock);
  opening.resolve(opened);
  const isDue = ({ at, message }: Arrival) => at >= new Date(message.attributes.due ?? "");
  return {
    arrivals,
    fired: () => arrivals.filter((one) => one.status === 200 && isDue(one)).map(({ id }) => id),
    set: (timer) => opened.timers.set(timer),
    pass: opened.pass,
    restart: opened.restart,
  };
}

/** A timer that is due so long after noon: a check of a message that nobody knows. */
export function timerAt(afterMs: number, id: string = randomUUID()): TimerMessage {
  const at = new Date(noon().getTime() + afterMs).toISOString();
  const message = randomUUID() as OutgoingId;
  const act = { do: "setTimer", at, purpose: { type: "delivery", message } } as const;
  return timerMessage(act, { id: id as OutgoingId, fact: messageFact({ text: "Hello" }) });
}

/** How the embedded queue pushes timers: for ever, and soon again. */
export const SUBSCRIPTION = { isOrdered: false, maxAttempts: undefined, minBackoffMs: 5, maxBackoffMs: 20 } as const;

/** Serves the function to the embedded queue, until the test is over. @returns The endpoint. */
export async function servePushes(deliver: Deliver): Promise<string> {
  const server = await serve(
    async ({ body }) => {
      const delivery = readPush(body);
      return { status: delivery === undefined ? 400 : await deliver(delivery.message) };
    },
    { port: 0 },
  );
  onTestFinished(() => server.close());
  return server.url;
}

/** Waits until the embedded queue holds no timer that is due. */
export async function untilPushed(db: DatabaseSync, clock: Clock): Promise<void> {
  const first = db.prepare("SELECT id FROM queue WHERE json_extract(attributes, '$.due') <= ? LIMIT 1");
  const due = () => first.get(clock.now().toISOString());
  await vi.waitFor(() => expect(due()).toBeUndefined(), { timeout: 150_000, interval: 10 });
}
