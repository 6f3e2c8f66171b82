import { describe, expect, test } from "vitest";
import { businessMessagesUser, rcsUser } from "../../../simulator/phones/user.ts";
import { startPlatform } from "../../../simulator/platform.ts";
import type { WebhookAttempt } from "../../../simulator/webhooks/webhook-queue.ts";
import { event, ID, PHONE, say, TIME } from "../../support/api-client.ts";
import { setUpPlatform } from "../../support/platform-setup.ts";
import { virtualClock } from "../../support/virtual-clock.ts";
import { startReceiver } from "../../support/webhook-receiver.ts";

type Answer = Parameters<typeof startReceiver>[0];

async function start(answer?: Answer, seed = 1) {
  const attempts: { readonly atMs: number; readonly result: string }[] = [];
  const onWebhook = ({ at, result }: WebhookAttempt) =>
    attempts.push({ atMs: at.getTime() - Date.parse(TIME), result });
  const setup = await setUpPlatform({ seed, onWebhook }, answer);
  const { clock, platform, receiver } = setup;
  const ada = rcsUser({ phone: PHONE, agent: "bank", clock });
  return {
    ...setup,
    attempts,
    say: (text: string) => platform.send("rcs", ada.text(text)),
    texts: () => receiver.received.map((received) => received.event.text),
  };
}

const DAY_MS = 86_400_000;

describe("platform.send()", () => {
  test("repeats after 1 s, doubling to 600 s, until exactly 200", async () => {
    const statuses = [503, 204, 302, 500, 500, 500, 500, 500, 500, 500, 500, 500, 200];
    await using setup = await start(() => statuses.shift() ?? 200);
    await setup.say("Hi");
    await setup.clock.advance(DAY_MS);
    const times = setup.attempts.map(({ atMs }) => atMs / 1000);
    expect(times.slice(1).map((at, index) => at - (times[index] ?? 0))).toEqual([
      1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600,
    ]);
    expect(setup.attempts.at(-1)?.result).toBe("acknowledged");
  });

  test("gives up after seven days and goes on with the next", async () => {
    await using setup = await start(({ event: { text } }) => (text === "poison" ? 500 : 200));
    await setup.say("poison");
    await setup.say("next");
    await setup.clock.advance(8 * DAY_MS);
    const last = setup.attempts.slice(-2);
    expect(last.map(({ result }) => result)).toEqual(["given-up", "acknowledged"]);
    expect(Math.floor((last[0]?.atMs ?? 0) / DAY_MS)).toBe(7);
  });

  test("has a queue for each agent of Business Messages, and one for all agents of RCS", async () => {
    await using setup = await start(({ event: sent }) => (sent.agent === "sick" || sent.text === "sick" ? 500 : 200));
    const { platform, clock, receiver } = setup;
    const from = (agent: string) => businessMessagesUser({ conversation: "c1", agent, clock }).text("Hi");
    await platform.send("business-messages", from("sick"));
    await platform.send("business-messages", from("well"));
    await setup.say("sick");
    await platform.send("rcs", rcsUser({ phone: PHONE, agent: "shop", clock }).text("waits"));
    expect(receiver.received.map(({ event: sent }) => sent.agent ?? sent.text)).toEqual(["sick", "well", "sick"]);
  });

  test("does not follow a redirect", async () => {
    await using setup = await start(() => 302);
    await setup.say("Hi");
    expect(setup.attempts).toEqual([{ atMs: 0, result: "retried" }]);
  });

  test("posts to the target that the platform is connected to later", async () => {
    await using receiver = await startReceiver();
    const clock = virtualClock(new Date(TIME));
    await using platform = await startPlatform({ clock, timers: clock });
    await platform.send("rcs", { text: "nowhere" });
    platform.connect(receiver.target);
    await platform.send("rcs", { text: "there" });
    expect(receiver.received.map((received) => received.event.text)).toEqual(["there"]);
  });
});

describe("platform.connect()", () => {
  test("signs each channel with its token", async () => {
    await using setup = await start();
    const { url, token } = setup.receiver.target;
    setup.platform.connect({ url, token: { rcs: token, "business-messages": "another-token" } });
    await setup.say("Hi");
    await setup.platform.send("business-messages", { agent: "a", conversationId: "c1" });
    expect(setup.receiver.received.map(({ isSigned }) => isSigned)).toEqual([true, false]);
  });
});

describe("platform.addWebhookFault()", () => {
  test("duplicates", async () => {
    await using setup = await start();
    setup.platform.addWebhookFault({ do: "duplicate" });
    await setup.say("one");
    await setup.say("two");
    expect(setup.texts()).toEqual(["one", "one", "two"]);
  });

  test("reorders, and holds webhooks back for a second at most", async () => {
    await using setup = await start();
    setup.platform.addWebhookFault({ do: "reorder", matches: ({ text }) => text !== "two", times: 2 });
    await setup.say("one");
    await setup.say("two");
    await setup.say("three");
    await setup.clock.advance(1000);
    expect(setup.texts()).toEqual(["two", "one", "three"]);
  });

  test("delays and drops", async () => {
    await using setup = await start();
    setup.platform.addWebhookFault({ do: "delay", delayMs: 5000 });
    setup.platform.addWebhookFault({ do: "drop" });
    for (const text of ["late", "lost", "now"]) await setup.say(text);
    await setup.clock.advance(5000);
    expect(setup.texts()).toEqual(["now", "late"]);
  });

  test("forges a copy, which is posted once", async () => {
    await using setup = await start(({ isSigned }) => (isSigned ? 200 : 401));
    setup.platform.addWebhookFault({ do: "forge" });
    await setup.say("Hi");
    await setup.clock.advance(DAY_MS);
    expect(setup.receiver.received.map(({ isSigned }) => isSigned)).toEqual([false, true]);
  });

  test("signs with the old token", async () => {
    await using setup = await start(() => 200);
    setup.platform.addWebhookFault({ do: "old-token" });
    await setup.say("Hi");
    expect(setup.receiver.received).toMatchObject([{ isSigned: false }]);
  });

  test("applies by chance, and to the same webhooks with the same seed", async () => {
    const strike = async (seed: number) => {
      await using setup = await start(undefined, seed);
      setup.platform.addWebhookFault({ do: "drop", times: Number.POSITIVE_INFINITY, probability: 0.5 });
      for (let index = 0; index < 20; index++) await setup.say(String(index));
      return setup.texts().join();
    };
    const [first, again, other] = [await strike(7), await strike(7), await strike(8)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });
});

describe("platform.addCallFault(), with webhooks", () => {
  test("a receipt arrives before the response to its message", async () => {
    await using setup = await start();
    const { platform, receiver } = setup;
    await platform.setPhone("rcs", PHONE, { autoReceipts: { deliveredAfterMs: 0 } });
    const order: string[] = [];
    platform.addCallFault({
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

  test("a slow call is answered after its delay", async () => {
    await using setup = await start();
    const { platform, clock } = setup;
    const struck = Promise.withResolvers<void>();
    const matches = () => {
      struck.resolve();
      return true;
    };
    platform.addCallFault({ at: "before", delayMs: 9000, matches });
    const answer = event(platform, ID, { eventType: "IS_TYPING" });
    await struck.promise;
    await clock.advance(9000);
    expect(await answer).toMatchObject({ status: 200 });
  });

  test("calls fail by chance, and the same calls with the same seed", async () => {
    const strike = async () => {
      await using setup = await start();
      setup.platform.addCallFault({
        at: "before",
        response: { status: 503 },
        times: Number.POSITIVE_INFINITY,
        probability: 0.5,
      });
      const statuses = [];
      for (let index = 0; index < 20; index++) statuses.push((await say(setup.platform, ID)).status);
      return statuses.join();
    };
    expect(await strike()).toBe(await strike());
  });
});
