import { describe, expect, it } from "vitest";
import type { Channel } from "../../shared/base/ids.ts";
import { KINDS } from "../../shared/ports/topic.ts";
import { bubblesOf } from "../../simulator/phones/bubble.ts";
import { userAddressOf } from "../support/user-address.ts";
import { MINUTE } from "./durations.ts";
import type { Observation } from "./observation.ts";
import { simulatedBot } from "./simulated-bot.ts";
import type { StoryAct } from "./story-act.ts";
import { openTraceDigest } from "./trace.ts";
import { openWorld } from "./world.ts";
import type { WorldFault } from "./world-fault.ts";

const ANN = userAddressOf("rcs", "+447700900001");
const BEN = userAddressOf("business-messages", "conversation-ben");

function open({ seed = 1, trace }: { readonly seed?: number; readonly trace?: (line: string) => void } = {}) {
  const world = openWorld({ seed, openBot: simulatedBot, ...(trace !== undefined && { trace }) });
  const seen: Observation[] = [];
  world.observe((one) => void seen.push(one));
  const shownTo = (user: typeof ANN) =>
    bubblesOf(world.phone(user)).map((bubble) => (bubble.type === "message" ? bubble.text : bubble.type));
  return {
    world,
    seen,
    shownTo,
    later: (ms: number, act: StoryAct) => world.at(world.now() + ms, () => world.act(act)),
    run: (ms: number) => world.runUntil(world.now() + ms),
    waiting: () => KINDS.reduce((sum, kind) => sum + world.waiting(kind), 0),
    countOf: (type: Observation["type"]) => seen.filter((one) => one.type === type).length,
  };
}

function asks(user: typeof ANN, text: string): StoryAct {
  return { do: "write", user, text, id: `Mx-${text}` };
}

function away(service: WorldFault["service"], forMs: number): StoryAct {
  return { do: "fault", fault: { name: `no ${service}`, service, mode: { type: "status", status: 503 }, forMs } };
}

async function digestOf(seed: number): Promise<string> {
  const digest = openTraceDigest();
  const { later, run } = open({ seed, trace: digest.take });
  for (const [n, user] of [ANN, BEN, ANN, BEN].entries()) later(n * 3000, asks(user, `stream ${n}`));
  later(4000, away("google", MINUTE));
  later(5000, { do: "crash", function: "messages" });
  later(6000, { do: "pause", function: "receipts", forMs: 70_000 });
  await run(30 * MINUTE);
  return digest.digest();
}

describe("openWorld()", () => {
  it.each([
    ["rcs", ANN],
    ["business-messages", BEN],
  ] as const satisfies readonly (readonly [Channel, typeof ANN])[])(
    "answers a user on %s, and learns that the answer was read",
    async (_channel, user) => {
      const { world, later, run, shownTo, waiting } = open();
      later(0, asks(user, "quick 1"));
      await run(MINUTE);
      expect(shownTo(user)).toEqual(["re: quick 1"]);
      expect(await world.history(user.conversation)).toMatchObject([
        { type: "message" },
        { type: "outgoing", times: { read: expect.any(Date) } },
      ]);
      expect([(await world.stored(user.conversation)).lease, waiting()]).toEqual([undefined, 0]);
    },
  );

  it("does the same to the byte with the same seed, and something else with another", async () => {
    const [first, again, other] = [await digestOf(5), await digestOf(5), await digestOf(6)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it("lets another instance go on when one crashes in the middle of an answer", async () => {
    const { later, run, shownTo, countOf } = open();
    later(0, asks(ANN, "slow 1"));
    later(6000, { do: "crash", function: "messages" });
    await run(5 * MINUTE);
    expect([shownTo(ANN), countOf("instance-crashed")]).toEqual([["re: slow 1"], 1]);
  });

  it("lets an instance that was paused beyond its lease say nothing twice", async () => {
    const { later, run, shownTo, countOf } = open();
    later(0, asks(ANN, "slow 1"));
    later(5000, { do: "pause", function: "messages", forMs: 3 * MINUTE });
    await run(30 * MINUTE);
    expect([shownTo(ANN), countOf("instance-resumed")]).toEqual([["re: slow 1"], 1]);
  });

  it.each(["google", "firestore", "pubsub"] as const)("answers when an outage of %s has ended", async (service) => {
    const { later, run, shownTo, waiting } = open();
    later(0, away(service, 10 * MINUTE));
    later(1000, asks(ANN, "quick 1"));
    await run(9 * MINUTE);
    expect(shownTo(ANN)).toEqual([]);
    await run(60 * MINUTE);
    expect([shownTo(ANN), waiting()]).toEqual([["re: quick 1"], 0]);
  });

  it.each([503, 429])("answers everybody soon when Google said %i to one user, and is well", async (status) => {
    const { later, run, shownTo, countOf } = open();
    const mode = { type: "status", status, retryAfterSeconds: 200 } as const;
    const method = "phones.agentMessages.create";
    later(0, { do: "fault", fault: { name: "one", service: "google", mode, method, user: ANN, times: 1 } });
    later(0, asks(ANN, "quick 0"));
    while (countOf("fault-ended") === 0) await run(100);
    const others = Array.from({ length: 12 }, (_, n) => userAddressOf("rcs", `+4477009001${n + 10}`));
    for (const other of others) later(0, asks(other, "quick 1"));
    await run(5000);
    expect(others.map(shownTo)).toEqual(others.map(() => ["re: quick 1"]));
    await run(10_000);
    expect(shownTo(ANN)).toEqual(["re: quick 0"]);
  });

  it("shows a fallback at the gateway when a code is not delivered in its time", async () => {
    const { later, run, seen } = open();
    later(0, { do: "set-phone", user: ANN, profile: { reach: "offline" } });
    const body = { id: "code-1", reply: "code 1", ttl: 60, fallback: "sms code 1", trafficType: "AUTHENTICATION" };
    later(1000, { do: "publish", user: ANN, body });
    await run(30 * MINUTE);
    expect(seen.filter(({ type }) => type === "sms-taken")).toMatchObject([{ text: "sms code 1", isRepeat: false }]);
  });

  it("gives nothing to instances of an old release", async () => {
    const { later, run, seen } = open();
    later(0, asks(ANN, "quick 1"));
    later(MINUTE, { do: "release" });
    later(MINUTE + 1000, asks(ANN, "quick 2"));
    await run(2 * MINUTE);
    const begun = seen.flatMap((one) =>
      one.type === "delivery-begun" && one.kind === "message" ? [one.instance] : [],
    );
    expect(new Set(begun).size).toBe(2);
  });

  it("parks what comes for an agent that was taken out of the settings", async () => {
    const { world, later, run, shownTo } = open();
    later(0, { do: "set-agents", agents: [BEN.agent] });
    later(1000, asks(ANN, "quick 1"));
    await run(MINUTE);
    expect(shownTo(ANN)).toEqual([]);
    expect(world.kept("parked").map(({ attributes }) => attributes.reason)).toEqual(["agent-not-configured"]);
  });

  it("answers once what Google repeats days later", async () => {
    const { later, run, shownTo, countOf } = open();
    later(0, asks(ANN, "quick 1"));
    later(3 * 24 * 60 * MINUTE, { do: "repeat-webhook", webhook: 1 });
    await run(4 * 24 * 60 * MINUTE);
    expect([shownTo(ANN), countOf("webhook-sent")]).toEqual([["re: quick 1"], 4]);
  });

  it("forgets a conversation when its time to live has ended", async () => {
    const { world, later, run } = open();
    later(0, asks(ANN, "quick 1"));
    await run(80 * 24 * 60 * MINUTE);
    expect(await world.history(ANN.conversation)).toHaveLength(2);
    await run(12 * 24 * 60 * MINUTE);
    expect(await world.history(ANN.conversation)).toEqual([]);
  });

  it("names no folder of this machine in its trace", async () => {
    const lines: string[] = [];
    const { later, run } = open({ trace: (line) => void lines.push(line) });
    for (let n = 0; n < 10; n += 1) later(n * 1000, asks(ANN, `broken ${n}`));
    await run(10 * MINUTE);
    expect(lines.filter((line) => line.includes('"delivery_failed"')).length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes(process.cwd()))).toEqual([]);
  });
});
