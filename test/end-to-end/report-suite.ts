import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type { Bot } from "../../shared/bot/bot.ts";
import { botOf, echo } from "../support/bots.ts";
import { AGENTS } from "../support/fixtures.ts";
import { factsOf } from "../support/run-heliograph.ts";
import { anyFolder } from "../support/temporary-folder.ts";
import { anyPhone, type Operated, WAIT } from "./operated.ts";

const AGENT = AGENTS[0].agent;

/** What `report` must tell of the whole system, whatever that runs over. */
export function reportSuite(open: (bot: Bot) => Promise<Operated>): void {
  it("report counts conversations, answers, receipts, opt-outs, hand-overs and costs, and draws them", async () => {
    await using system = await open(botOf(echo));
    const [ada, ben] = [anyPhone(), anyPhone()].map((phone) => system.platform.rcsHandset({ phone, agent: AGENT }));
    await ada?.says("hello");
    await ada?.sees(1);
    await ada?.reads();
    await ada?.says("x".repeat(300));
    await ada?.sees(2);
    await ben?.says("person");
    await ben?.sees(1);
    await ben?.says("STOP");
    await ben?.sees(2);
    const args = ["report", "--days", "1", "--agent", AGENT];
    const day = await vi.waitFor(async () => {
      const [found] = factsOf(await system.run(...args, "--json"));
      expect(found).toMatchObject({
        type: "day",
        conversations: 2,
        handOvers: 1,
        optOuts: { stop: 1 },
        byStatus: { read: 1 },
      });
      return found;
    }, WAIT);
    expect(day).toMatchObject({ turns: { message: 4 }, costs: { basic: expect.any(Number), single: 1 }, fellBack: 0 });
    expect(day?.untilAnswered).toMatchObject({ p50: expect.any(Number), p99: expect.any(Number) });
    const html = join(anyFolder(), "report.html");
    const { stdout, exitCode } = await system.run(...args, "--html", html);
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringMatching(/^ +day +conversations +turns [\s\S]*^opt-outs by word: stop 1$/m),
    ]);
    const page = await readFile(html, "utf8");
    expect(page).toContain('<figure aria-label="Messages, and how far they came">');
    expect(page.replace(/<script>[\s\S]*?<\/script>/g, "")).not.toMatch(/https?:/);
  });
}
