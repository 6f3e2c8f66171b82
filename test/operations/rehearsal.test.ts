import { describe, expect, it } from "vitest";
import { serve } from "../../shared/local/serve.ts";
import { openBot as openSame } from "../support/rehearsed-bots/same-bot.ts";
import { oldMessages, openReplayBench, phoneOf } from "../support/replay-bench.ts";

const LIMIT = { timeout: 300_000 };
const BOTS = "test/support/rehearsed-bots";

/** Two users of whom each said ten things, and were answered by `same-bot.ts`. */
async function answered() {
  const bench = await openReplayBench(openSame());
  await bench.take(oldMessages(20));
  const phones = () => JSON.stringify([0, 1].map((n) => bench.platform.phone("rcs", phoneOf(n))));
  const before = [bench.dump(), phones()];
  return { ...bench, isUntouched: () => expect([bench.dump(), phones()]).toEqual(before) };
}

describe("heliograph replay --shadow", () => {
  it("tells where a bot answers otherwise than it did, and sends nothing", LIMIT, async () => {
    const bench = await answered();
    const { code, out } = await bench.command("replay", "--from", "7d", "--shadow", "--bot", `${BOTS}/changed-bot.ts`);
    expect(code).toBe(1);
    expect(out.match(/^ {2}[-+].*$/gm)).toEqual([
      "  - 3: Message 2",
      "  + Something else",
      "  - 3: Message 12",
      "  + Something else",
    ]);
    expect(out).toContain("20 turns of 2 conversations compared: 2 differ, 0 fail. Nothing was sent.");
    bench.isUntouched();
  });

  it("finds nothing in a bot that answers as it did, from each conversation's beginning", LIMIT, async () => {
    const bench = await answered();
    const same = ["--bot", `${BOTS}/same-bot.ts`];
    const { code, out } = await bench.command("replay", "--from", "7d", "--shadow", ...same);
    expect([code, out]).toEqual([0, expect.stringContaining("20 turns of 2 conversations compared: 0 differ")]);
    // What topics no longer retain is taken from history.
    bench.db.exec("DELETE FROM retained WHERE id NOT IN (SELECT max(id) FROM retained)");
    const last = await bench.command("replay", "--from", "7d", "--shadow", "--json", ...same);
    expect(JSON.parse(last.out)).toMatchObject({ conversations: 1, compared: 10, differing: 0, failed: 0 });
  });

  it("blocks what the bot itself calls, and tells whom", LIMIT, async () => {
    let calls = 0;
    const called = await serve(
      async () => {
        calls += 1;
        return { status: 200 };
      },
      { port: 0 },
    );
    process.env.CALLED_URL = called.url;
    const bench = await answered();
    const args = ["replay", "--from", "7d", "--shadow", "--bot", `${BOTS}/calling-bot.ts`] as const;
    const { out } = await bench.command(...args);
    expect(calls).toBe(0);
    expect(out).toContain(`! the bot's call to ${new URL(called.url).host} was blocked`);
    expect(out).toContain("+ rejected rejected rejected");
    await bench.command(...args, "--allow-calls");
    expect(calls).toBeGreaterThan(20);
    await called.close();
  });
});

it("heliograph replay --dry-run and --shadow end where the bot cannot be opened, and say why", LIMIT, async () => {
  const bench = await answered();
  for (const how of ["--dry-run", "--shadow"]) {
    const { code, err } = await bench.command("replay", "--from", "7d", how, "--bot", "package.json");
    expect([code, err]).toEqual([1, expect.stringMatching(/^Cannot rehearse the bot: .*package\.json/)]);
  }
});

describe("heliograph replay --dry-run", () => {
  it("tells that nothing would be done about what history knows", LIMIT, async () => {
    const bench = await answered();
    const { code, out } = await bench.command("replay", "--from", "7d", "--dry-run", "--resend");
    expect(code).toBe(0);
    expect(out.match(/^ {2}.*$/gm)).toEqual(Array.from({ length: 20 }, () => "  = send text"));
    expect(out).toContain("20 turns: 0 calls would be made, 0 would only be recorded. Nothing was done.");
    bench.isUntouched();
  });

  it("tells which calls would be made about what history has lost, and makes none", LIMIT, async () => {
    const bench = await answered();
    bench.db.exec(
      "DELETE FROM documents WHERE name IN (SELECT name FROM documents WHERE collection LIKE '%/turns' LIMIT 1)",
    );
    const before = bench.dump();
    const same = ["--bot", `${BOTS}/same-bot.ts`];
    const resend = await bench.command("replay", "--from", "7d", "--dry-run", "--resend", ...same);
    expect(resend.out.match(/^ {2}\+ send text$/gm)).toHaveLength(1);
    const silent = await bench.command("replay", "--from", "7d", "--dry-run", ...same);
    expect(silent.out.match(/^ {2}~ send text \(recorded, not said\)$/gm)).toHaveLength(1);
    expect(bench.dump()).toEqual(before);
  });
});
