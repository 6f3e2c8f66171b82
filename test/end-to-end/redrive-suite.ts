import { expect, it, vi } from "vitest";
import type { Bot } from "../../shared/bot/bot.ts";
import { AGENTS } from "../support/fixtures.ts";
import { outboundRequest } from "../support/person.ts";
import { factsOf } from "../support/run-heliograph.ts";
import { shownLines } from "../support/scene.ts";
import { userAddressOf } from "../support/user-address.ts";
import { anyPhone, breakableBot, type Operated, WAIT } from "./operated.ts";

const HOUR_MS = 3_600_000;

/** What a redrive must do to the whole system, whatever that runs over. */
export function redriveSuite(open: (bot: Bot) => Promise<Operated>): void {
  it("a dead letter of a broken bot is found, shown without a word, and answered once after the mend", async () => {
    const { bot, state } = breakableBot();
    await using system = await open(bot);
    const phone = anyPhone();
    const ada = system.platform.rcsHandset({ phone, agent: AGENTS[0].agent });
    state.isBroken = true;
    await ada.says("hello");
    const id = await vi.waitFor(async () => {
      const [letter] = factsOf(await system.run("dead-letters", "list", "--each", "--json"));
      expect(letter).toMatchObject({ type: "kept", kind: "message", reason: "failed-too-often" });
      return String(letter?.id);
    }, WAIT);
    expect((await system.run("dead-letters", "show", id)).stdout).not.toMatch(/hello|\+44/);
    const { stdout: told } = await system.run("timeline", phone);
    expect(told).toMatch(
      /^\S+ +delivery +delivery 1 of the message failed, and comes again, error Cannot answer: the bot failed/m,
    );
    expect(told).toMatch(
      /^\S+ +delivery +delivery \d+ of the message given up: a dead letter, reason failed-too-often/m,
    );
    expect(told).not.toMatch(/hello|\+44/);
    state.isBroken = false;
    expect((await system.run("dead-letters", "redrive", "--kind", "message")).stdout).toMatch(
      /^Redrove 1 dead letter/m,
    );
    await vi.waitFor(() => expect(shownLines(ada)).toContain("bot: hello"), WAIT);
    expect((await system.run("dead-letters", "--kind", "message")).stdout).toBe("No dead letters.\n");
    await ada.says("thanks");
    await vi.waitFor(() => expect(shownLines(ada)).toEqual(["(failed)", "bot: hello", "bot: thanks"]), WAIT);
  });

  it("what has expired while it was a dead letter stays unsaid", async () => {
    await using system = await open(breakableBot().bot);
    const phone = anyPhone();
    const ada = system.platform.rcsHandset({ phone, agent: AGENTS[0].agent });
    const put = (reply: string, ttl: number) => {
      const { bytes } = outboundRequest(userAddressOf("rcs", phone), { id: reply, reply, ttl });
      const published = new Date(Date.now() - HOUR_MS).toISOString();
      return system.publish("outbound-dead", { bytes, attributes: { reason: "away-too-long", published } });
    };
    await put("Your code is 1234.", 60);
    await put("Your order is ready.", 86_400);
    const { stdout } = await system.run("dead-letters", "redrive", "--kind", "outbound");
    expect(stdout).toMatch(/^Redrove 2 dead letters/m);
    await vi.waitFor(() => expect(shownLines(ada)).toContain("Your order is ready."), WAIT);
    await ada.says("hello");
    await vi.waitFor(() => expect(shownLines(ada)).toContain("bot: hello"), WAIT);
    expect(shownLines(ada)).toEqual(["Your order is ready.", "bot: hello"]);
  });
}
