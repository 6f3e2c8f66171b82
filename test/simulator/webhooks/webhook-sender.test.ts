import { describe, expect, test } from "vitest";
import { businessMessagesUser, rcsUser } from "../../../simulator/phones/user.ts";
import { startPlatform } from "../../../simulator/platform.ts";
import { virtualClock } from "../../../simulator/state/timers.ts";
import type { WebhookAttempt } from "../../../simulator/webhooks/webhook-queue.ts";
import { event, ID, PHONE, say, TIME } from "../../support/api-client.ts";
import { setStage } from "../../support/simulator-stage.ts";
import { startReceiver } from "../../support/webhook-receiver.ts";

type Answer = Parameters<typeof startReceiver>[0];

async function start(answer?: Answer, seed = 1) {
  const attempts: { readonly atMs: number; readonly result: string }[] = [];
  const decideWebhook = ({ at, result }: WebhookAttempt) =>
    attempts.push({ atMs: at.getTime() - Date.parse(TIME), result });
  const stage = await setStage({ seed, decideWebhook }, answer);
  const { clock, platform, receiver } = stage;
  const ada = rcsUser({ phone: PHONE, agent: "bank", clock });
  return {
    ...stage,
    attempts,
    say: (text: string) => platform.emit("rcs", ada.text(text)),
    texts: () => receiver.received.map((received) => received.event.text),
  };
}

const DAY_MS = 86_400_000;

describe("platform.emit()", () => {
  test("repeats after 1 s, doubling to 600 s, until exactly 200", async () => {
    const statuses = [503, 204, 302, 500, 500, 500, 500, 500, 500, 500, 500, 500, 200];
    await using stage = await start(() => statuses.shift() ?? 200);
    await stage.say("Hi");
    await stage.clock.advance(DAY_MS);
    const times = stage.attempts.map(({ atMs }) => atMs / 1000);
    expect(times.slice(1).map((at, index) => at - (times[index] ?? 0))).toEqual([
      1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600,
    ]);
    expect(stage.attempts.at(-1)?.result).toBe("acknowledged");
  });

  test("gives up after seven days and goes on with the next", async () => {
    await using stage = await start(({ event: { text } }) => (text === "poison" ? 500 : 200));
    await stage.say("poison");
    await stage.say("next");
    await stage.clock.advance(8 * DAY_MS);
    const last = stage.attempts.slice(-2);
    expect(last.map(({ result }) => result)).toEqual(["given-up", "acknowledged"]);
    expect(Math.floor((last[0]?.atMs ?? 0) / DAY_MS)).toBe(7);
  });

  test("lets an agent of Business Messages not wait for another, and all agents of RCS", async () => {
    await using stage = await start(({ event: sent }) => (sent.agent === "sick" || sent.text === "sick" ? 500 : 200));
    const { platform, clock, receiver } = stage;
    const from = (agent: string) => businessMessagesUser({ conversation: "c1", agent, clock }).text("Hi");
    await platform.emit("business-messages", from("sick"));
    await platform.emit("business-messages", from("well"));
    await stage.say("sick");
    await platform.emit("rcs", rcsUser({ phone: PHONE, agent: "shop", clock }).text("waits"));
    expect(receiver.received.map(({ event: sent }) => sent.agent ?? sent.text)).toEqual(["sick", "well", "sick"]);
  });

  test("does not follow a redirect", async () => {
    await using stage = await start(() => 302);
    await stage.say("Hi");
    expect(stage.attempts).toEqual([{ atMs: 0, result: "retried" }]);
  });

  test("goes where the platform is connected to later", async () => {
    await using receiver = await startReceiver();
    const clock = virtualClock(new Date(TIME));
    await using platform = await startPlatform({ clock, timers: clock });
    await platform.emit("rcs", { text: "nowhere" });
    platform.connect(receiver.target);
    await platform.emit("rcs", { text: "there" });
    expect(receiver.received.map((received) => received.event.text)).toEqual(["there"]);
  });
});

describe("platform.connect()", () => {
  test("signs each channel with its token", async () => {
    await using stage = await start();
    const { url, token } = stage.receiver.target;
    stage.platform.connect({ url, token: { rcs: token, "business-messages": "another-token" } });
    await stage.say("Hi");
    await stage.platform.emit("business-messages", { agent: "a", conversationId: "c1" });
    expect(stage.receiver.received.map(({ isSigned }) => isSigned)).toEqual([true, false]);
  });
});

describe("platform.disturb()", () => {
  test("duplicates", async () => {
    await using stage = await start();
    stage.platform.disturb({ do: "duplicate" });
    await stage.say("one");
    await stage.say("two");
    expect(stage.texts()).toEqual(["one", "one", "two"]);
  });

  test("reorders, and holds nothing back for ever", async () => {
    await using stage = await start();
    stage.platform.disturb({ do: "reorder", matches: ({ text }) => text !== "two", times: 2 });
    await stage.say("one");
    await stage.say("two");
    await stage.say("three");
    await stage.clock.advance(1000);
    expect(stage.texts()).toEqual(["two", "one", "three"]);
  });

  test("delays and drops", async () => {
    await using stage = await start();
    stage.platform.disturb({ do: "delay", delayMs: 5000 });
    stage.platform.disturb({ do: "drop" });
    for (const text of ["late", "lost", "now"]) await stage.say(text);
    await stage.clock.advance(5000);
    expect(stage.texts()).toEqual(["now", "late"]);
  });

  test("forges a copy, which is posted once", async () => {
    await using stage = await start(({ isSigned }) => (isSigned ? 200 : 401));
    stage.platform.disturb({ do: "forge" });
    await stage.say("Hi");
    await stage.clock.advance(DAY_MS);
    expect(stage.receiver.received.map(({ isSigned }) => isSigned)).toEqual([false, true]);
  });

  test("signs with the old token", async () => {
    await using stage = await start(() => 200);
    stage.platform.disturb({ do: "old-token" });
    await stage.say("Hi");
    expect(stage.receiver.received).toMatchObject([{ isSigned: false }]);
  });

  test("strikes by chance, and the same ones with the same seed", async () => {
    const strike = async (seed: number) => {
      await using stage = await start(undefined, seed);
      stage.platform.disturb({ do: "drop", times: Number.POSITIVE_INFINITY, chance: 0.5 });
      for (let index = 0; index < 20; index++) await stage.say(String(index));
      return stage.texts().join();
    };
    const [first, again, other] = [await strike(7), await strike(7), await strike(8)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });
});

describe("platform.fail(), with webhooks", () => {
  test("a receipt overtakes the answer of its message", async () => {
    await using stage = await start();
    const { platform, receiver } = stage;
    await platform.setPhone("rcs", PHONE, { autoReceipts: { deliveredAfterMs: 0 } });
    const order: string[] = [];
    platform.fail({
      at: "after",
      hook: async () => {
        await platform.idle();
        order.push(`${receiver.received.length} received`);
      },
    });
    await say(platform, ID);
    order.push("answered");
    expect(order).toEqual(["1 received", "answered"]);
  });

  test("a slow call is answered when its time has come", async () => {
    await using stage = await start();
    const { platform, clock } = stage;
    const struck = Promise.withResolvers<void>();
    const matches = () => {
      struck.resolve();
      return true;
    };
    platform.fail({ at: "before", delayMs: 9000, matches });
    const answer = event(platform, ID, { eventType: "IS_TYPING" });
    await struck.promise;
    await clock.advance(9000);
    expect(await answer).toMatchObject({ status: 200 });
  });

  test("calls fail by chance, and the same ones with the same seed", async () => {
    const strike = async () => {
      await using stage = await start();
      stage.platform.fail({ at: "before", answer: { status: 503 }, times: Number.POSITIVE_INFINITY, chance: 0.5 });
      const statuses = [];
      for (let index = 0; index < 20; index++) statuses.push((await say(stage.platform, ID)).status);
      return statuses.join();
    };
    expect(await strike()).toBe(await strike());
  });
});
