import { setInterval } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import type { Bot } from "../../shared/bot/bot.ts";
import type { Handset } from "../../simulator/phones/handset.ts";
import { botOf, echo } from "../support/bots.ts";
import { AGENTS } from "../support/fixtures.ts";
import { outboundRequest } from "../support/person.ts";
import { shownLines } from "../support/scene.ts";
import { userAddressOf } from "../support/user-address.ts";
import { anyPhone, type Operated, WAIT } from "./operated.ts";

const AGENT = AGENTS[0].agent;
const USERS = 4;
const ASK_EVERY_MS = 1000;
/** Whoever has read what is paused a moment ago reads it again half a minute later. */
const KNOWN = { timeout: 45_000, interval: 100 };
/** A resume waits for longer. */
const TTL_SECONDS = 20;

/** What a pause must do to the whole system in the middle of a flood, whatever that runs over. */
export function pauseSuite(open: (bot: Bot) => Promise<Operated>): void {
  it("a pause in a flood silences an agent within its minute, and after it each question is answered once", async () => {
    await using system = await open(botOf(echo));
    const flood = startFlood(system);
    const [ann, ben] = [flood.users[0], flood.users[1]];
    if (ann === undefined || ben === undefined) throw new Error("Expected users");
    await vi.waitFor(() => expect(flood.answered()).toBeGreaterThan(USERS), WAIT);

    const begunMs = Date.now();
    const paused = await system.run("pause", AGENT, "--yes");
    expect([paused.exitCode, paused.stdout + paused.stderr]).toEqual([
      0,
      expect.stringMatching(/^Paused: .*\nNothing more of it is/),
    ]);
    system.skipHalfMinute();
    await vi.waitFor(() => expect(system.logs()).toContain('"fact_held"'), KNOWN);
    expect(Date.now() - begunMs).toBeLessThan(60_000);
    await flood.end();

    for (const { handset, asked } of flood.users) {
      asked.push("meanwhile");
      await handset.says("meanwhile");
    }
    await ann.handset.reads();
    await ben.handset.unsubscribes();
    const request = { reply: "Your code is 1234.", ttl: TTL_SECONDS };
    await system.publish("outbound", outboundRequest(userAddressOf("rcs", ann.phone), request));
    await vi.waitFor(async () => {
      expect((await system.run("timeline", ben.phone)).stdout).toContain("the user has opted out at");
      expect((await system.run("timeline", ann.phone)).stdout).toMatch(/^\S+ +status +read /m);
      expect((await system.run("dead-letters")).stdout).toMatch(/^outbound +paused +1,/m);
    }, WAIT);
    expect((await system.run("status")).stdout).toMatch(/^paused: .*, since .*, by /m);
    expect(flood.users.flatMap(({ handset }) => shownLines(handset))).not.toContain("bot: meanwhile");
    const before = flood.shown();

    const resumed = await system.run("resume", AGENT, "--yes");
    expect([resumed.exitCode, resumed.stdout]).toEqual([
      0,
      expect.stringMatching(/^Resumed: [\s\S]*^Redrove \d+ held/m),
    ]);
    await vi.waitFor(() => {
      for (const { asked, answers } of flood.users.filter((user) => user !== ben).map(answersOf))
        expect(answers).toEqual(asked);
    }, WAIT);
    await vi.waitFor(async () => expect((await system.run("dead-letters")).stdout).toBe("No dead letters.\n"), WAIT);
    expect(flood.shown().flat()).not.toContain("Your code is 1234.");
    // What was asked before the opt-out is answered to nobody after it.
    expect(answersOf(ben).answers).toEqual(before[1]?.filter((line) => line.startsWith("bot: ")).toSorted());
  });
}

/** Users who ask and ask, until it ends. */
function startFlood({ platform }: Operated) {
  const over = new AbortController();
  const users = Array.from({ length: USERS }, () => {
    const phone = anyPhone();
    return { phone, handset: platform.rcsHandset({ phone, agent: AGENT }), asked: [] as string[] };
  });
  const ask = async ({ handset, asked }: (typeof users)[number]) => {
    for await (const _ of setInterval(ASK_EVERY_MS)) {
      if (over.signal.aborted) return;
      const words = `question ${asked.length}`;
      asked.push(words);
      await handset.says(words);
    }
  };
  const asking = Promise.all(users.map(ask));
  const shown = () => users.map(({ handset }) => shownLines(handset));
  return {
    users,
    shown,
    answered: () => shown().flat().length,
    async end() {
      over.abort();
      await asking;
    },
  };
}

function answersOf({
  handset,
  asked,
}: {
  readonly handset: Pick<Handset, "bubbles">;
  readonly asked: readonly string[];
}) {
  const answers = shownLines(handset).filter((line) => line.startsWith("bot: "));
  return { answers: answers.toSorted(), asked: asked.map((words) => `bot: ${words}`).toSorted() };
}
