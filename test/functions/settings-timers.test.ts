import { describe, expect, it } from "vitest";
import { type Environment, readTimerQueue } from "../../functions/settings.ts";
import { SettingsError } from "../../shared/base/errors.ts";

const ENV: Environment = { GOOGLE_CLOUD_PROJECT: "my-project", AGENTS: '[{"channel":"rcs","agent":"bank"}]' };

describe("readTimerQueue()", () => {
  const queue = "projects/my-project/locations/europe-west1/queues/heliograph-timers";
  const account = "heliograph-timers@my-project.iam.gserviceaccount.com";
  const emulated = { ...ENV, PUBSUB_EMULATOR_HOST: "localhost:1" };

  it("reads where timers wait, and who publishes them", () => {
    const env = { ...ENV, TIMER_QUEUE: queue, TIMER_ACCOUNT: account };
    expect(readTimerQueue(env)).toEqual({ queue, account, base: undefined });
    expect(readTimerQueue({ ...env, CLOUD_TASKS_API: "http://localhost:2" })).toMatchObject({
      base: "http://localhost:2",
    });
  });

  it("needs none beside the Pub/Sub emulator, and takes one", () => {
    expect(readTimerQueue(emulated)).toBeUndefined();
    expect(readTimerQueue({ ...emulated, TIMER_QUEUE: queue, TIMER_ACCOUNT: account })).toMatchObject({ queue });
  });

  it.each([
    [{}, "Cannot start without TIMER_QUEUE: expected projects/P/locations/R/queues/Q, where timers wait"],
    [{ TIMER_QUEUE: "timers" }, "Cannot read TIMER_QUEUE: expected projects/P/locations/R/queues/Q"],
    [
      { TIMER_QUEUE: queue },
      "Cannot start without TIMER_ACCOUNT: expected the service account that publishes due timers",
    ],
  ])("names what is wrong with %j", (settings, message) => {
    expect(() => readTimerQueue({ ...ENV, ...settings })).toThrow(new SettingsError(message));
  });
});
