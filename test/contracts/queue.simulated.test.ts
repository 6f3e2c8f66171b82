import { setTimeout as sleep } from "node:timers/promises";
import type { Queue, Subscription } from "../../shared/ports/queue.ts";
import type { Kind } from "../../shared/ports/topic.ts";
import { openChance } from "../simulation/chance.ts";
import { openQueue, type SimulatedQueue } from "../simulation/queue.ts";
import type { PushDelivery } from "../simulation/queue-types.ts";
import { openScheduler } from "../simulation/scheduler.ts";
import type { OpenQueue } from "./queue-bench.ts";
import { queueContract } from "./queue-contract.ts";

/** The receiver stands in real time, so virtual time follows it. */
const PACE_MS = 2;
const TRAITS = { canDeadLetterInOrder: true, tellsKeyAndAttempt: true, takes202: true, patientRepeats: 12 };

async function open(): Promise<OpenQueue> {
  const chance = openChance(1);
  const scheduler = openScheduler(Date.now(), chance.split("order"));
  const queue = openQueue({
    scheduler,
    chance: chance.split("queue"),
    habits: { repeats: 0, delays: 0 },
    isAway: () => false,
    onPublished: () => undefined,
    onForgotten: () => undefined,
  });
  let isOpen = true;
  const pace = async () => {
    for (; isOpen; await sleep(PACE_MS)) await scheduler.runUntil(Date.now());
  };
  const paced = pace();
  return {
    publisher: { publish: async (topic, message) => void queue.publish(topic, message, { from: "test" }) },
    queue: pushing(queue),
    async close() {
      isOpen = false;
      await paced;
    },
  };
}

function pushing(queue: SimulatedQueue): Queue {
  return {
    async subscribe(subscriptions) {
      for (const { topic, endpoint, ...of } of subscriptions) {
        const name = `projects/simulated/subscriptions/contract-${topic}`;
        queue.subscribe({ ...of, name, kind: topic as Kind, push: pushTo(endpoint) });
      }
    },
    close: async () => undefined,
  };
}

function pushTo(endpoint: Subscription["endpoint"]): PushDelivery {
  return ({ body }, answer) => {
    const headers = { "content-type": "application/json" };
    fetch(endpoint, { method: "POST", headers, body: new Uint8Array(body) }).then(
      ({ status }) => answer(status),
      () => answer(undefined),
    );
  };
}

queueContract("openQueue", open, TRAITS);
