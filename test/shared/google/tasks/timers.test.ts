import { describe, expect, it } from "vitest";
import { NotDurableError, SettingsError } from "../../../../shared/base/errors.ts";
import { type TaskTimersOptions, taskTimers } from "../../../../shared/google/tasks/timers.ts";
import { timerAt } from "../../../contracts/timers-bench.ts";
import { listen, type Said } from "../../../support/listen.ts";

const QUEUE = "projects/my-project/locations/europe-west1/queues/heliograph-timers";
const ACCOUNT = "heliograph-timers@my-project.iam.gserviceaccount.com";
const TIMER = timerAt(60_000, "timer-1");
const NAME = `${QUEUE}/tasks/timer-1-0`;
const SET: Said = { status: 200, body: { name: NAME } };

/** Patient enough for a busy machine. */
function timersOf(base: string, options: Partial<TaskTimersOptions> = {}) {
  const topics = { project: "my-project", prefix: "heliograph", emulator: undefined };
  return taskTimers({ queue: QUEUE, account: ACCOUNT, base, ...topics, timeoutMs: 5_000, ...options });
}

/** The refusal to set a timer against a service that says this. */
async function refusal(said: Said, options: Partial<TaskTimersOptions> = {}): Promise<unknown> {
  const { url } = await listen(() => said);
  return timersOf(url, options)
    .set(TIMER)
    .catch((error: unknown) => error);
}

describe("taskTimers()", () => {
  it("makes a task that publishes the timer's message at its time", async () => {
    const { url, requests } = await listen(() => SET);
    await timersOf(url).set(TIMER);
    expect(requests).toMatchObject([{ method: "POST", url: `/v2/${QUEUE}/tasks`, authorization: undefined }]);
    const publish = { messages: [{ data: TIMER.bytes.toString("base64"), attributes: TIMER.attributes }] };
    expect(requests[0]?.body).toEqual({
      task: {
        name: NAME,
        scheduleTime: TIMER.attributes.due,
        dispatchDeadline: "30s",
        httpRequest: {
          url: "https://pubsub.googleapis.com/v1/projects/my-project/topics/heliograph-deadline:publish",
          httpMethod: "POST",
          headers: { "Content-Type": "application/json" },
          body: Buffer.from(JSON.stringify(publish)).toString("base64"),
          oauthToken: { serviceAccountEmail: ACCOUNT, scope: "https://www.googleapis.com/auth/pubsub" },
        },
      },
    });
  });

  it("has the task publish to the emulator where there is one", async () => {
    const { url, requests } = await listen(() => SET);
    await timersOf(url, { emulator: "127.0.0.1:8085" }).set(TIMER);
    const target = "http://127.0.0.1:8085/v1/projects/my-project/topics/heliograph-deadline:publish";
    expect(requests).toMatchObject([{ body: { task: { httpRequest: { url: target } } } }]);
  });

  it("takes a name that exists already for a timer that is set", async () => {
    expect(await refusal(409)).toBeUndefined();
  });

  it.each<Said>([201, 400, 403, 404, 429, 500, 503, "reset", { status: 409, body: "{}" }])(
    "knows that nothing is durable after %j",
    async (said) => {
      expect(await refusal(said)).toBeInstanceOf(NotDurableError);
    },
  );

  it("knows that nothing is durable when there is no answer in time", async () => {
    expect(await refusal("hang", { timeoutMs: 100 })).toBeInstanceOf(NotDurableError);
  });

  it.each(["", "<html>Sign in</html>", "{}", '{"name":"another"}'])(
    "knows that nothing is durable after 200 with the body %j",
    async (body) => {
      expect(await refusal({ status: 200, body })).toMatchObject({
        message: expect.stringContaining("without the task's name: check CLOUD_TASKS_API"),
      });
    },
  );

  it("names the settings and rights to check, and nothing of the timer", async () => {
    const message =
      "Cannot set a timer: Cloud Tasks answered 403: check TIMER_QUEUE, TIMER_ACCOUNT and the rights on both";
    expect(await refusal(403)).toMatchObject({ message, status: 403 });
  });

  it.each([429, 500, 503] as const)("sets again under the same name after %i", async (status) => {
    const answers: Said[] = [status, SET];
    const { url, requests } = await listen(() => answers.shift() ?? 500);
    await timersOf(url).set(TIMER);
    expect(requests.map(({ body }) => body)).toEqual([requests[0]?.body, requests[0]?.body]);
  });

  it("makes no call after its time, and none that lasts beyond it", async () => {
    const { url, requests } = await listen(() => "hang");
    const timers = timersOf(url);
    await expect(timers.set(TIMER, { until: new Date() })).rejects.toThrow(NotDurableError);
    expect(requests).toEqual([]);
    await expect(timers.set(TIMER, { until: new Date(Date.now() + 100) })).rejects.toThrow(
      "Cloud Tasks gave no answer",
    );
  });

  it("refuses a base that is neither https nor on loopback", () => {
    expect(() => timersOf("http://example.com")).toThrow(SettingsError);
  });
});
