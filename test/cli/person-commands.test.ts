import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEMO_KEY, RCS_AGENT } from "../../cli/demo-agents.ts";
import type { Address } from "../../shared/base/ids.ts";
import { newState } from "../../shared/conversation/state.ts";
import { conversationId } from "../../shared/envelope/conversation.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import { commitNow } from "../contracts/committing.ts";
import { messageFact } from "../contracts/facts.ts";
import { anyFolder } from "../support/temporary-folder.ts";
import { runIn } from "../support/tree.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const PHONE = "+447700900123";
const WORDS = "kanarienvogel";

/** An embedded database that knows one person, and the command line in its folder. */
async function open() {
  const folder = anyFolder();
  const data = join(folder, "local.sqlite");
  const conversation = conversationId(DEMO_KEY, { ...RCS_AGENT, address: PHONE as Address });
  const fact = messageFact({ conversation, text: WORDS });
  const db = openDatabase(data);
  await commitNow(localHistory(db), fact, { state: { ...newState(fact), memory: { name: WORDS } } });
  db.close();
  const command = join(ROOT, "cli/heliograph.cjs");
  return {
    folder,
    data,
    conversation,
    run: (...args: readonly string[]) => runIn(folder, process.execPath, [command, ...args, "--data", data]),
  };
}

function lines(output: string): readonly unknown[] {
  return output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

describe("heliograph erase", { timeout: 60_000 }, () => {
  it("erases the person and prints a receipt, which it writes to a file as well", async () => {
    const { run, folder, data, conversation } = await open();
    const { code, output } = await run("erase", "+44 7700 900123", "--json", "--receipt", join(folder, "r.jsonl"));
    expect(code).toBe(0);
    expect(lines(output)).toContainEqual(expect.objectContaining({ type: "removed", store: "turns", count: 1 }));
    expect(lines(output)).toContainEqual(expect.objectContaining({ type: "marked", conversation, isOptedOut: false }));
    expect(lines(await readFile(join(folder, "r.jsonl"), "utf8"))).toEqual(lines(output));
    expect(await readFile(data, "latin1")).not.toContain(WORDS);
  });

  it("changes nothing with --dry-run, and prints no number", async () => {
    const { run, data } = await open();
    const { code, output } = await run("erase", PHONE, "--dry-run");
    expect([code, output]).toEqual([0, expect.stringMatching(/demo_agent \S{43}: 1 in turns/)]);
    expect(output).not.toContain(PHONE.slice(1));
    expect(await readFile(data, "latin1")).toContain(WORDS);
  });

  it("overwrites no receipt", async () => {
    const { run, folder, data } = await open();
    await writeFile(join(folder, "r.jsonl"), "another's");
    const { code, output } = await run("erase", PHONE, "--receipt", join(folder, "r.jsonl"));
    const why = "r.jsonl, so nobody was erased: it is there already; name another with --receipt";
    expect([code, output]).toEqual([1, expect.stringContaining(why)]);
    expect(await readFile(data, "latin1")).toContain(WORDS);
  });

  it("erases nobody where it cannot write the receipt, and says so", async () => {
    const { run, folder, data } = await open();
    const receipt = join(folder, "none", "r.jsonl");
    const why = `Cannot write ${receipt}, so nobody was erased: ENOENT`;
    expect(await run("erase", PHONE, "--receipt", receipt)).toEqual({ code: 1, output: expect.stringContaining(why) });
    expect(await readFile(data, "latin1")).toContain(WORDS);
  });

  it("refuses what is neither a number nor a conversation, and leaves no empty receipt of it", async () => {
    const { run, folder } = await open();
    const receipt = ["--receipt", join(folder, "r.jsonl")];
    const refused = { code: 1, output: expect.stringContaining("+447700900123") };
    expect(await run("erase", "Ada", ...receipt)).toMatchObject(refused);
    expect(await run("erase", PHONE, ...receipt)).toMatchObject({ code: 0 });
  });
});

describe("heliograph export", { timeout: 60_000 }, () => {
  it("writes what is kept to a file that only its owner reads, and replaces it only with --force", async () => {
    const { run, folder } = await open();
    const to = join(folder, "ada.json");
    expect(await run("export", PHONE, "--to", to)).toMatchObject({ code: 0, output: `2 things written to ${to}\n` });
    const kept = JSON.parse(await readFile(to, "utf8"));
    expect(kept.map(({ store }: { readonly store: string }) => store)).toEqual(["state", "turn"]);
    expect(JSON.stringify(kept)).toContain(WORDS);
    expect((await stat(to)).mode & 0o777).toBe(0o600);
    expect(await run("export", PHONE, "--to", to)).toMatchObject({
      code: 1,
      output: `Cannot write ${to}: it is there already; name another with --to, or add --force\n`,
    });
    expect(await run("export", PHONE, "--to", to, "--force")).toMatchObject({ code: 0 });
  });

  it("says which file it cannot write", async () => {
    const { run, folder } = await open();
    const to = join(folder, "none", "ada.json");
    const why = `Cannot write ${to}: ENOENT`;
    expect(await run("export", PHONE, "--to", to)).toEqual({ code: 1, output: expect.stringContaining(why) });
  });

  it("keeps the file that was to be replaced when there is nothing to put in its place", async () => {
    const { run, folder } = await open();
    const to = join(folder, "ada.json");
    await writeFile(to, "an earlier one");
    expect(await run("export", "+44770", "--to", to, "--force")).toMatchObject({ code: 1 });
    expect([await readFile(to, "utf8"), await readdir(folder)]).toEqual([
      "an earlier one",
      expect.not.arrayContaining([expect.stringContaining("part")]),
    ]);
  });
});
