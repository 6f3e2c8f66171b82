import { describe, expect, it } from "vitest";
import type { Answer } from "../../shared/bot/bot.ts";
import { expireAfter, text } from "../../shared/reply/reply.ts";
import { botOf } from "../support/bots.ts";
import { oldMessages, openReplayBench, phoneOf, startCommand } from "../support/replay-bench.ts";

/** Some seconds' worth; REPLAY_TURNS=10000 replays as many as a busy day has. */
const TURNS = Number(process.env.REPLAY_TURNS ?? 200);
const FAST = ["--rate", "10000"];
const LIMIT = { timeout: 1_800_000 };

type Bench = Awaited<ReturnType<typeof openReplayBench>>;

/** What the phones of the first users show. */
function phones({ platform }: Bench): string {
  return JSON.stringify([0, 1, 2].map((n) => platform.phone("rcs", phoneOf(n))));
}

function texts({ platform }: Bench): readonly string[] {
  return platform.phone("rcs", phoneOf(0)).messages.map((message) => ("text" in message ? String(message.text) : ""));
}

describe("heliograph replay", () => {
  it(`leaves history byte-identical and the phones silent when ${TURNS} turns are replayed twice`, LIMIT, async () => {
    const bench = await openReplayBench();
    await bench.take(oldMessages(TURNS));
    const before = [bench.dump(), phones(bench)];
    for (const _ of ["once", "twice"]) {
      const { code, out } = await bench.command("replay", "--from", "7d", ...FAST);
      expect([code, out]).toEqual([0, expect.stringContaining(`${TURNS} of ${TURNS} messages published`)]);
      expect([bench.dump(), phones(bench)]).toEqual(before);
    }
  });

  it("rebuilds a history that was lost, in silence, and twice as once", LIMIT, async () => {
    const bench = await openReplayBench();
    await bench.take(oldMessages(20));
    const [known, shown] = [bench.dump().length, phones(bench)];
    bench.forget();
    await bench.command("replay", "--from", "7d", ...FAST);
    const once = bench.dump();
    await bench.command("replay", "--from", "7d", ...FAST);
    expect(once).toHaveLength(known);
    expect(bench.dump()).toEqual(once);
    expect(phones(bench)).toBe(shown);
  });

  it("says with --resend exactly what history does not show as sent", LIMIT, async () => {
    const bench = await openReplayBench(botOf(({ content }) => [text(content.type === "text" ? content.text : "?")]));
    const [first, second] = oldMessages(2);
    if (first === undefined || second === undefined) throw new Error("Expected two messages");
    await bench.take([first]);
    await bench.take([{ ...second, attributes: { ...second.attributes, replay: "earlier" } }]);
    expect(texts(bench)).toEqual(["Message 0"]);
    bench.db.exec("UPDATE retained SET attributes = json_remove(attributes, '$.replay')");
    await bench.command("replay", "--from", "7d", "--resend", ...FAST);
    await bench.command("replay", "--from", "7d", "--resend", ...FAST);
    expect(texts(bench)).toEqual(["Message 0", "Message 1"]);
  });

  it("leaves unsaid with --resend what has expired", LIMIT, async () => {
    const bench = await openReplayBench(botOf((): readonly Answer[] => [text("Hi", { expiry: expireAfter(60) })]));
    await bench.take(oldMessages(1));
    bench.forget();
    const shown = phones(bench);
    await bench.command("replay", "--from", "7d", "--resend", ...FAST);
    expect(phones(bench)).toBe(shown);
  });

  it("replays nothing that a replay has published", LIMIT, async () => {
    const bench = await openReplayBench();
    const [message] = oldMessages(1);
    if (message === undefined) throw new Error("Expected a message");
    await bench.take([{ ...message, attributes: { ...message.attributes, replay: "earlier" } }]);
    const { out } = await bench.command("replay", "--from", "7d");
    expect(out).toContain("0 of 1 messages published");
  });

  it("replays the conversation and the kinds that are asked for", LIMIT, async () => {
    const bench = await openReplayBench();
    const messages = oldMessages(20);
    await bench.take(messages);
    const { conversation = "" } = messages[0]?.attributes ?? {};
    const one = await bench.command("replay", "--from", "7d", "--conversation", conversation, ...FAST);
    expect(one.out).toContain("10 of 20 messages published on their lanes; 10 of other conversations left out");
    const none = await bench.command("replay", "--from", "7d", "--kind", "event", ...FAST);
    expect(none.out).toContain("0 of 0 messages published");
  });

  it.each([
    ["an agent that there is none of", ["--agent", "nobody"], /expected one of AGENTS, demo_agent, .*, got nobody/],
    ["a phone number for a conversation", ["--conversation", "+447700900123"], /the 43 characters of `conversation`/],
  ])("replays nothing of %s, and says what it expects", LIMIT, async (_, choice, why) => {
    const bench = await openReplayBench();
    for (const how of [[], ["--dry-run"], ["--shadow"]]) {
      const { code, err } = await bench.command("replay", "--from", "7d", ...choice, ...how);
      expect([code === 0, err]).toEqual([false, expect.stringMatching(why)]);
    }
  });

  it.each(["SIGINT", "SIGKILL"] as const)("goes on where %s has stopped it", LIMIT, async (signal) => {
    const bench = await openReplayBench();
    await bench.take(oldMessages(30));
    const published = bench.db.prepare("SELECT seq - 30 AS n FROM sqlite_sequence WHERE name = 'queue'");
    const { child, ended } = startCommand("replay", "--from", "7d", "--rate", "3", "--data", bench.data);
    await expect.poll(() => published.get()?.n, LIMIT).toBeGreaterThan(3);
    child.kill(signal);
    const { code, out, err } = await ended;
    const [, run = ""] = /Replay (\S+):/.exec(out) ?? [];
    if (signal === "SIGINT") expect([code, err]).toEqual([130, expect.stringContaining(`--resume ${run}`)]);
    await expect.poll(() => runOf(bench)).toMatchObject({ isEnded: false });
    const { out: rest } = await bench.command("replay", "--resume", run, ...FAST);
    expect(rest).toContain("30 of 30 messages published");
    expect(published.get()?.n).toBe(30);
    const again = await bench.command("replay", "--resume", run);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining("it has come to its end")]);
  });
});

function runOf({ db }: Bench): unknown {
  return JSON.parse(String(db.prepare("SELECT members FROM documents WHERE collection = 'replays'").get()?.members));
}
