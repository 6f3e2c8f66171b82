import { expect, onTestFinished, test, vi } from "vitest";
import { NotDurableError } from "../../../shared/base/errors.ts";
import { openDatabase } from "../../../shared/local/database.ts";
import { localTimers } from "../../../shared/local/timers.ts";
import { timerAt } from "../../contracts/timers-bench.ts";
import { skippingClock } from "../../support/clocks.ts";

const HOUR_MS = 60 * 60_000;

/** Timers of a deployment in a database, over a clock that skips time, and how often the queue was woken. */
function open(prefix = "heliograph", db = openDatabase(":memory:")) {
  const clock = skippingClock();
  const woken: string[] = [];
  const queue = { nameOf: (topic: string) => `${prefix}-${topic}`, wake: (topic: string) => void woken.push(topic) };
  const timers = localTimers(db, { clock, log: () => undefined, queue, checkEveryMs: 5 });
  onTestFinished(() => timers.close());
  const queued = () => db.prepare("SELECT topic, attributes FROM queue").all();
  return { db, clock, timers, queued, woken };
}

/** A timer that is due so long after now. */
function timerIn(millis: number) {
  const due = new Date(Date.now() + millis).toISOString();
  const timer = timerAt(0);
  return { ...timer, attributes: { ...timer.attributes, due } };
}

test("localTimers() finds a timer whose time was skipped, and wakes the queue", async () => {
  const { clock, timers, queued, woken } = open();
  await timers.set(timerIn(HOUR_MS));
  clock.skip(61);
  await vi.waitFor(() => expect(queued()).toHaveLength(1));
  expect(woken).toEqual(["deadline"]);
});

test("localTimers() wakes up by itself for the earliest timer", async () => {
  const { timers, queued } = open();
  await timers.set(timerIn(HOUR_MS));
  await timers.set(timerIn(30));
  expect(queued()).toEqual([]);
  await vi.waitFor(() => expect(queued()).toHaveLength(1));
});

test("localTimers() keeps deployments with other prefixes apart", async () => {
  const one = open("one");
  const other = open("other", one.db);
  const timer = timerIn(-1);
  await one.timers.set(timer);
  await other.timers.set(timer);
  expect(one.queued().map(({ topic }) => topic)).toEqual(["one-deadline", "other-deadline"]);
});

test("localTimers() moves nothing when it is closed", async () => {
  const { timers, queued } = open();
  timers.close();
  await timers.set(timerIn(-1));
  expect(queued()).toEqual([]);
});

test("localTimers() says that nothing is durable when the database refuses", async () => {
  const { db, timers } = open();
  timers.close();
  db.close();
  await expect(timers.set(timerIn(1))).rejects.toThrow(NotDurableError);
});

test("localTimers() reads no timer but the earliest, however many wait", () => {
  const { db } = open();
  const plan = (query: string) =>
    db
      .prepare(`EXPLAIN QUERY PLAN ${query}`)
      .all()
      .map(({ detail }) => detail);
  const index = expect.stringMatching(/^SEARCH timers USING (COVERING )?INDEX timers_by_due/);
  expect(plan("SELECT min(due) AS due FROM timers WHERE topic = 'a'")).toContainEqual(index);
  expect(plan("SELECT topic, bytes FROM timers WHERE topic = 'a' AND due <= 1 ORDER BY due")).toEqual([index]);
});
