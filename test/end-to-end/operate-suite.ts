import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type { Bot } from "../../shared/bot/bot.ts";
import { botOf, bot as line, wordsOf } from "../support/bots.ts";
import { AGENTS } from "../support/fixtures.ts";
import { outboundRequest } from "../support/person.ts";
import { openBot as openSame } from "../support/rehearsed-bots/same-bot.ts";
import type { HeliographRun } from "../support/run-heliograph.ts";
import { shownLines } from "../support/scene.ts";
import { anyFolder } from "../support/temporary-folder.ts";
import { userAddressOf } from "../support/user-address.ts";
import { anyPhone, type Operated, WAIT } from "./operated.ts";

const SECRET = "kanarienvogel";
const BOTS = "test/support/rehearsed-bots";
const AGENT = AGENTS[0].agent;

/** Repeats what users say, and remembers it; on "break" it is broken. */
const remembering = botOf((turn) => {
  if (wordsOf(turn) === "break") throw new Error("Broken");
  turn.remember({ words: wordsOf(turn) });
  return [line(wordsOf(turn))];
});

/** What each command must do to the whole system, whatever that runs over. */
export function operateSuite(open: (bot: Bot) => Promise<Operated>): void {
  it("timeline tells why a user was not answered, by phone number and by conversation, without a word of theirs", async () => {
    await using system = await open(remembering);
    const { ada, phone } = userOf(system);
    await ada.says(`${SECRET} one`);
    await ada.sees(1);
    await ada.reads();
    await ada.says("STOP");
    await eventually(system, ["timeline", phone], /the user has opted out at/);
    await system.publish("outbound", outboundRequest(userAddressOf("rcs", phone), { reply: `${SECRET} two` }));
    const run = await eventually(system, ["timeline", phone], /outcome opted-out/);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    const { conversation } = userAddressOf("rcs", phone);
    expect((await system.run("timeline", conversation)).stdout).toBe(run.stdout);
    expect(run.stdout).toMatch(/now: rcs .*the user has opted out at/);
    expect(run.stdout).toMatch(/^\S+ +decided +send a text of 22 characters/m);
    expect(run.stdout).toMatch(/^\S+ +call +send answered 200 in \d+ ms$/m);
    expect(run.stdout).toMatch(/^\S+ +status +read /m);
    expect(foundIn(run.stdout, phone)).toEqual([]);
    expect((await system.run("timeline", phone, "--unmasked")).stdout).toContain(SECRET);
    expect(await system.stored()).toContain("timeline --unmasked");
  });

  it("replay --dry-run and --shadow tell what would be done, and what another bot would say, and do neither", async () => {
    await using system = await open(openSame());
    const { ada, phone } = userOf(system);
    for (const count of [1, 2, 3]) {
      await ada.says(SECRET);
      await ada.sees(count);
    }
    await ada.reads();
    await eventually(system, ["timeline", phone], /^\S+ +status +read /m);
    const shown = shownLines(ada);
    const replay = ["replay", "--from", "1h", "--kind", "message"];
    const dry = await system.run(...replay, "--dry-run", "--resend", "--bot", `${BOTS}/same-bot.ts`);
    expect([dry.exitCode, dry.stdout]).toEqual([0, expect.stringMatching(/^3 turns: 0 calls would be made, 0 /m)]);
    const shadow = await system.run(...replay, "--shadow", "--bot", `${BOTS}/changed-bot.ts`);
    expect(shadow.stdout).toMatch(
      new RegExp(`^ {2}- 3: ${SECRET}\\n {2}\\+ Something else\\n3 turns of 1 .*: 1 differ,`, "m"),
    );
    expect([shadow.exitCode, shadow.stderr]).toEqual([1, "1 turn is answered otherwise now\n"]);
    expect(shownLines(ada)).toEqual(shown);
  });

  it("a parked webhook is answered once when its function can take it", async () => {
    await using system = await open(remembering);
    const { ada, phone } = userOf(system);
    const webhook = { agentId: AGENT, senderPhoneNumber: phone, text: "hello", messageId: "m1" };
    const attributes = { channel: "rcs", received: new Date().toISOString(), version: "1" };
    const bytes = Buffer.from(JSON.stringify(webhook));
    await system.publish("parked", { bytes, attributes: { ...attributes, reason: "agent-not-configured" } });
    expect((await system.run("parked")).stdout).toMatch(/^parked +agent-not-configured +1, oldest for/m);
    expect((await system.run("parked", "redrive", "--all")).stdout).toMatch(/^Redrove 1 parked webhook\.$/m);
    await vi.waitFor(() => expect(shownLines(ada)).toEqual(["bot: hello"]), WAIT);
    expect((await system.run("parked")).stdout).toBe("No parked webhooks.\n");
    await system.publish("parked", { bytes, attributes: { ...attributes, reason: "agent-not-configured" } });
    expect((await system.run("parked", "redrive", "--all")).stdout).toMatch(/^Redrove 1 parked webhook\.$/m);
    await ada.says("thanks");
    await vi.waitFor(() => expect(shownLines(ada)).toEqual(["bot: hello", "bot: thanks"]), WAIT);
  });

  it("export writes all that is kept of a person to a file, and records who looked", async () => {
    await using system = await open(remembering);
    const { ada, phone } = userOf(system);
    await ada.says(SECRET);
    await ada.sees(1);
    await ada.reads();
    const to = join(anyFolder(), "ada.json");
    await eventually(system, ["timeline", phone], /^\S+ +status +read /m);
    expect(await system.run("export", phone, "--to", to)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+ things written to /),
    });
    const kept: readonly { readonly store: string }[] = JSON.parse(await readFile(to, "utf8"));
    expect(new Set(kept.map(({ store }) => store))).toContain("turn");
    expect(JSON.stringify(kept)).toContain(SECRET);
    expect(await system.stored()).toMatch(/audit[\s\S]*export|export[\s\S]*audit/);
  });

  it("erase leaves no byte of a person, and none comes back when everything is replayed and redriven", async () => {
    await using system = await open(remembering);
    const { ada, phone } = userOf(system);
    const { ada: ben, phone: other } = userOf(system);
    const event = await ada.says(`${SECRET} one`);
    await ben.says("hello");
    await ada.sees(1);
    await ben.sees(1);
    await ada.says("break");
    await eventually(system, ["dead-letters"], /^message +failed-too-often +1/m);
    await ada.says("STOP");
    await eventually(system, ["timeline", phone], /the user has opted out at/);
    expect(foundIn(await system.stored(), phone)).toContain(SECRET);
    expect((await system.run("erase", phone, "--dry-run")).stdout).toMatch(/: [1-9]\d* in turns$/m);

    const { stdout, exitCode } = await system.run("erase", phone, "--yes");
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/: [1-9]\d* removed from turns$/m)]);
    expect(stdout).toMatch(/: marked as erased for ever; that the user has unsubscribed stays known$/m);
    expect(foundIn(stdout + (await system.stored()) + system.logs(), phone)).toEqual([]);

    const shown = shownLines(ada);
    expect((await system.run("timeline", phone)).stdout).toMatch(/now: .*all from before \S+ was erased$/m);
    await ada.sends(event);
    expect((await system.run("replay", "--from", "1h", "--resend", "--yes")).exitCode).toBe(0);
    expect((await system.run("dead-letters", "redrive", "--all", "--settle", "0", "--yes")).exitCode).toBe(0);
    await vi.waitFor(() => expect(system.logs()).toContain("erased_ignored"), WAIT);
    await ben.says("bye");
    await vi.waitFor(() => expect(shownLines(ben)).toEqual(["bot: hello", "bot: bye"]), WAIT);
    expect((await system.run("dead-letters")).stdout).toBe("No dead letters.\n");
    expect(shownLines(ada)).toEqual(shown);
    expect(foundIn((await system.stored()) + system.logs(), phone)).toEqual([]);
    expect(await system.stored()).toContain(other.slice(1));

    await ada.says("hello again");
    await vi.waitFor(() => expect(shownLines(ada).slice(shown.length)).toContain("bot: hello again"), WAIT);
    expect(await system.stored()).not.toContain(SECRET);
  });
}

/** A user of RCS whom nobody knows yet. */
function userOf({ platform }: Operated) {
  const phone = anyPhone();
  return { phone, ada: platform.rcsHandset({ phone, agent: AGENT }) };
}

/** Runs a command until it says something. */
async function eventually(system: Operated, args: readonly string[], words: RegExp): Promise<HeliographRun> {
  return vi.waitFor(async () => {
    const run = await system.run(...args);
    expect(run.stdout + run.stderr).toMatch(words);
    return run;
  }, WAIT);
}

/** What is personal in a text and must not be. */
function foundIn(text: string, phone: string): readonly string[] {
  return [phone.slice(1), SECRET].filter((one) => text.includes(one));
}
