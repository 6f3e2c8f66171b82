import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { npmStart } from "../support/npm-start.ts";
import { anyFolder } from "../support/temporary-folder.ts";
import { copyTree, runIn, TO_RUN } from "../support/tree.ts";

const COMMAND = fileURLToPath(new URL("../../cli/heliograph.cjs", import.meta.url));
const SILENT = `export const openBot = () => ({ persona: { displayName: "Silent" }, answer: () => [] });\n`;
const REQUEST = { id: "order-17", agent: "demo_agent", to: "+447700900123", reply: "Your order is ready." };

function send(data: string, request: object) {
  return runIn(anyFolder(), process.execPath, [COMMAND, "send", JSON.stringify(request), "--data", data]);
}

describe("heliograph send", { timeout: 90_000 }, () => {
  it("has the agent of a running npm start write to a user, by the command that npm start prints", async () => {
    await using tree = await copyTree(TO_RUN);
    await tree.write("bot/bot.ts", SILENT);
    const data = join(anyFolder(), "local.sqlite");
    await using start = npmStart(tree.folder, "--verbose", "--data", data);
    await start.says(/npx heliograph send .*\n/);
    const [, printed = ""] = /npx heliograph send --data \S+ '(.*)'\n/.exec(start.printed()) ?? [];
    start.type("/typing");
    expect(await send(data, JSON.parse(printed))).toMatchObject({ code: 0 });
    await start.says('rcs message "Your order is ready."');
    start.type("/as +447700900123");
    expect(await send(data, REQUEST)).toMatchObject({ code: 0, output: expect.stringContaining("order-17") });
    await start.says('rcs message "Your order is ready."');
    start.type("/screen");
    await start.says(/\+447700900123 shows\n {2}bot: Your order is ready\./);
  });

  it("has an agent say a plain text", async () => {
    await using tree = await copyTree(TO_RUN);
    await tree.write("bot/bot.ts", SILENT);
    const data = join(anyFolder(), "local.sqlite");
    await using start = npmStart(tree.folder, "--data", data);
    await start.says("/help");
    const { agent, to, reply } = REQUEST;
    const args = [COMMAND, "send", "--agent", agent, "--to", to, "--text", reply, "--data", data];
    expect(await runIn(anyFolder(), process.execPath, args)).toMatchObject({ code: 0 });
    await start.says(reply);
    start.type(`/as ${to}`);
    start.type("/screen");
    await start.says(/\+447700900123 shows\n {2}bot: Your order is ready\./);
  });

  it.each([
    ["an agent that nobody has", { ...REQUEST, agent: "nobody" }, /agent/],
    ["a member that it does not know", { ...REQUEST, colour: "red" }, /colour/],
  ])("refuses %s, and publishes nothing", async (_what, request, words) => {
    await using tree = await copyTree(TO_RUN);
    await tree.write("bot/bot.ts", SILENT);
    const data = join(anyFolder(), "local.sqlite");
    await using start = npmStart(tree.folder, "--data", data);
    await start.says("/help");
    start.type("/screen");
    const { code, output } = await send(data, request);
    expect(output).toMatch(words);
    expect(code).toBe(1);
  });
});
