import { onTestFinished } from "vitest";
import type { HttpFunction } from "../../shared/base/http.ts";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { taskTimers } from "../../shared/google/tasks/timers.ts";
import { serve } from "../../shared/local/serve.ts";
import { openTaskQueue, type TaskQueue, type TaskRequest } from "../../simulator/tasks/task-queue.ts";
import { worldOf } from "../support/retry-clock.ts";
import type { VirtualClock } from "../support/virtual-clock.ts";
import type { Deliver, OpenTimersOver } from "./timers-bench.ts";
import { timersContract } from "./timers-contract.ts";

const QUEUE = "projects/my-project/locations/europe-west1/queues/heliograph-timers";
const BACKOFF_MS = 10_000;

/** Timers as tasks: the tasks of the stand-in publish to a Pub/Sub that pushes until it is answered 200. */
const openTasks: OpenTimersOver = async (deliver, clock) => {
  const post = async (request: TaskRequest) => {
    await push(readPublished(request), deliver, clock);
    return { status: 200 };
  };
  const server = await serve(
    answerer(openTaskQueue({ clock, timers: clock, random: clock.random, post, queue: QUEUE })),
    { port: 0 },
  );
  onTestFinished(() => server.close());
  const open = () =>
    taskTimers({
      queue: QUEUE,
      account: "heliograph-timers@my-project.iam.gserviceaccount.com",
      base: server.url,
      project: "my-project",
      prefix: "heliograph",
      emulator: undefined,
      timeoutMs: 10_000,
      world: worldOf({ ...clock, sleep: async () => undefined, after: systemClock.after }),
    });
  let timers = open();
  return {
    timers: { isRelayed: true, set: (timer) => timers.set(timer) },
    pass: clock.advance,
    async restart() {
      timers = open();
    },
  };
};

async function push(message: QueueMessage, deliver: Deliver, clock: VirtualClock): Promise<void> {
  if ((await deliver(message)) !== 200) clock.after(BACKOFF_MS, () => push(message, deliver, clock));
}

function readPublished({ url, body }: TaskRequest): QueueMessage {
  if (url !== "https://pubsub.googleapis.com/v1/projects/my-project/topics/heliograph-deadline:publish") {
    throw new Error("Cannot publish: the URL is not that of the topic");
  }
  const { messages } = JSON.parse(body.toString());
  const [{ data, attributes }] = messages;
  return { bytes: Buffer.from(data, "base64"), attributes };
}

function answerer(tasks: TaskQueue): HttpFunction {
  return async ({ method, path, body = Buffer.alloc(0) }) => {
    const unread = { query: new URLSearchParams(), headers: {}, authorization: undefined, contentType: undefined };
    const answer = tasks.answer({ method, path, body, ...unread });
    if (answer === "reset") throw new Error("No fault was added");
    return { status: answer.status, body: JSON.stringify(answer.body) };
  };
}

timersContract("taskTimers over the simulator's tasks", openTasks, { isFree: true });
