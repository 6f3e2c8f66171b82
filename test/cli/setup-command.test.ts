import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { DEMO_TOKEN } from "../../cli/demo-agents.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { startPlatform } from "../../simulator/platform.ts";
import { keptDatabase } from "../support/kept-database.ts";
import { listen } from "../support/listen.ts";
import { endOf, factsOf, startHeliograph } from "../support/run-heliograph.ts";
import { anyFolder } from "../support/temporary-folder.ts";

const PHONE = "+447700900123";

/** A simulator, and the command in a folder of its own. */
async function start() {
  const google = await startPlatform({ clock: systemClock });
  onTestFinished(() => google.close());
  const [folder, { file }] = [anyFolder(), keptDatabase()];
  const begin = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    startHeliograph(["setup", ...args, "--data", file], { RCS_API: google.url, ...env }, { cwd: folder });
  const run = (...command: Parameters<typeof begin>) => endOf(begin(...command));
  return { google, folder, begin, run };
}

/** A bot that answers the handshake of its token. */
async function bot(token: string): Promise<string> {
  const { url } = await listen(({ body }) => {
    const { clientToken, secret } = body as { readonly clientToken: string; readonly secret: string };
    return clientToken === token ? { status: 200, body: secret } : 403;
  });
  return `${url}/rcs`;
}

describe("heliograph setup", { timeout: 90_000 }, () => {
  it("tells what Google has of the agent", async () => {
    const { run } = await start();
    expect(await run([])).toMatchObject({
      exitCode: 0,
      stdout:
        "demo_agent has no webhook of its own (where one is set at the partner, only Google's console shows it).\nIt is launched with demo-carrier.\nTesters: none.\n",
    });
  });

  it("sets a webhook and its token, asks before a live agent's is changed, and puts the old one back", async () => {
    const { run, google } = await start();
    const [old, ours] = [await bot("of-the-old-one"), await bot(DEMO_TOKEN)];
    const webhook = async () => factsOf(await run(["show", "--json"]))[0]?.webhook;
    const refused = await run(["webhook", ours]);
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/launched with demo-carrier.*--yes/) });
    expect(await webhook()).toBeUndefined();
    await run(["webhook", old, "--yes"], { WEBHOOK_TOKEN: "of-the-old-one" });
    expect(await run(["webhook", ours, "--yes"])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/now; before, it had the webhook .*--undo/),
    });
    expect(await webhook()).toBe(ours);
    expect(await run(["webhook", "--undo", "--yes"])).toMatchObject({ exitCode: 1 });
    expect(await webhook()).toBe(ours);
    expect(await run(["webhook", "--undo", "--yes"], { WEBHOOK_TOKEN: "of-the-old-one" })).toMatchObject({
      exitCode: 0,
    });
    expect(await webhook()).toBe(old);
    // An agent that is not launched has no users who would notice.
    google.setAgent("demo_agent", { launches: {} });
    expect(await run(["webhook", ours])).toMatchObject({ exitCode: 0 });
  });

  it("puts back that the partner's webhook counts", async () => {
    const { run } = await start();
    await run(["webhook", await bot(DEMO_TOKEN), "--yes"]);
    await run(["webhook", "--undo", "--yes"]);
    expect(factsOf(await run(["show", "--json"]))[0]).not.toHaveProperty("webhook");
  });

  it("puts the old webhook back also when it was killed while Google took the new one", async () => {
    const { run, google, folder, begin } = await start();
    const [old, ours] = [await bot("of-the-old-one"), await bot(DEMO_TOKEN)];
    await run(["webhook", old, "--yes"], { WEBHOOK_TOKEN: "of-the-old-one" });
    const { url } = await listen(async ({ method = "GET", url: path = "", body }) => {
      const headers = { "content-type": "application/json" };
      const request = method === "GET" ? {} : { method, headers, body: JSON.stringify(body) };
      const response = await fetch(`${google.url}${path}`, request);
      if (method === "GET") return { status: response.status, body: await response.json() };
      killed.kill("SIGKILL");
      return "hang";
    });
    const killed = begin(["webhook", ours, "--yes"], { RCS_API: url });
    await endOf(killed);
    const webhook = async () => factsOf(await run(["show", "--json"]))[0]?.webhook;
    expect(await webhook()).toBe(ours);
    expect(JSON.parse(readFileSync(join(folder, ".heliograph/webhooks.json"), "utf8"))).toEqual({
      demo_agent: { was: old },
    });
    await run(["webhook", "--undo", "--yes"], { WEBHOOK_TOKEN: "of-the-old-one" });
    expect(await webhook()).toBe(old);
  });

  it("keeps what there was before a webhook that Google has refused", async () => {
    const { run } = await start();
    const old = await bot("of-the-old-one");
    await run(["webhook", old, "--yes"], { WEBHOOK_TOKEN: "of-the-old-one" });
    expect(await run(["webhook", await bot("of-another"), "--yes"])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(
        /^Google does not take the webhook: expected a URL with https that answers the handshake/,
      ),
    });
    await run(["webhook", "--undo", "--yes"]);
    expect(factsOf(await run(["show", "--json"]))[0]).not.toHaveProperty("webhook");
  });

  it("invites testers and removes them, and says whom Google refuses", async () => {
    const { run, google } = await start();
    google.answerInvitation("demo_agent", "+447700900124", "DECLINED");
    expect(await run(["testers", PHONE, "+447700900124"])).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/\+447700900123: pending\n\+447700900124: refused: /),
      stderr: expect.stringMatching(/1 of 2 were refused/),
    });
    google.answerInvitation("demo_agent", PHONE, "ACCEPTED");
    expect((await run([])).stdout).toMatch(/Testers: 1 accepted, 1 declined/);
    await run(["testers", "--remove", PHONE]);
    expect((await run([])).stdout).toMatch(/Testers: 1 declined/);
  });

  it("tells whom of a list RCS reaches, and saves them", async () => {
    const { run, google, folder } = await start();
    const phones = Array.from({ length: 500 }, (_, index) => `+4477009${10_000 + index}`);
    await google.setPhone("rcs", phones[7] ?? "", { reach: "no-rcs" });
    writeFileSync(join(folder, "people.csv"), `phone,name\n${phones.map((phone) => `${phone},Ada`).join("\n")}\n`);
    expect(await run(["reach", "people.csv", "--save", "reached.txt"])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^demo_agent reaches 499 of 500 phones\./),
    });
    const saved = readFileSync(join(folder, "reached.txt"), "utf8").trim().split("\n");
    expect(saved).toEqual(phones.filter((_, index) => index !== 7));
  });

  it("asks about each phone of a short list by itself, whatever of it is in the file", async () => {
    const { run, google, folder } = await start();
    const [ada, ben] = ["+447700900123", "+12125550123"];
    await google.setPhone("rcs", ben, { reach: "no-rcs" });
    writeFileSync(join(folder, "people.csv"), `name;phone\nAda;+44 (0)7700 900-123\nBen;${ben}\nAda;${ada}\n`);
    writeFileSync(join(folder, "bare.txt"), `${ben}\n${ada}\n`);
    for (const file of ["people.csv", "bare.txt"]) {
      expect(await run(["reach", file, "--save", "reached.txt"])).toMatchObject({
        exitCode: 0,
        stdout: "demo_agent reaches 1 of 2 phones.\n",
      });
      expect(readFileSync(join(folder, "reached.txt"), "utf8")).toBe(`${ada}\n`);
    }
  });

  it("tells each line of a list that is no number, asks about nobody then, and quotes nobody", async () => {
    const { run, folder } = await start();
    writeFileSync(join(folder, "people.csv"), `${PHONE}\n0770 secret\n${PHONE}\nsecret\n`);
    const { exitCode, stdout, stderr } = await run(["reach", "people.csv", "--save", "reached.txt"]);
    expect([exitCode, stdout, stderr]).toEqual([
      1,
      expect.stringMatching(/^line 2: expected a phone number.*\nline 4: expected a phone number.*\n$/),
      "2 mistakes in the list: nobody was asked\n",
    ]);
    expect(stdout + stderr).not.toContain("secret");
    expect(existsSync(join(folder, "reached.txt"))).toBe(false);
  });

  it("says of a file that is not there what was expected", async () => {
    const { run } = await start();
    expect(await run(["reach", "nowhere.csv"])).toMatchObject({
      exitCode: 1,
      stderr: "Cannot read nowhere.csv: expected a CSV of people, got no such file\n",
    });
  });

  it("uploads a file", async () => {
    const { run, folder } = await start();
    writeFileSync(join(folder, "menu.pdf"), "%PDF-1.7");
    expect((await run(["file", "menu.pdf"])).stdout).toMatch(/^files\/.*: messages can show it for 60 days/);
    expect(await run(["file", "menu"])).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/--type/) });
  });

  it("names AGENTS where the agent is not ours, and what is missing where nothing runs", async () => {
    const { run } = await start();
    expect((await run(["--agent", "typo"])).stderr).toMatch(/expected --agent with one of AGENTS: demo_agent/);
    const { file } = keptDatabase();
    const alone = await endOf(startHeliograph(["setup", "--data", file], { RCS_API: undefined }));
    expect(alone).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/npm start does not run/) });
  });
});
