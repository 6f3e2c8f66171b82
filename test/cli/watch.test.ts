import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { copyTree, TO_RUN } from "../support/tree.ts";

const WAIT = { timeout: 60_000, interval: 50 };

/** A bot that says one thing. */
function botSaying(words: string): string {
  return `import { text } from "../shared/reply/reply.ts";
export const openBot = () => ({ persona: { displayName: "Robin" }, answer: () => [text(${words})] });
`;
}

describe("npm run watch", () => {
  it("starts a changed bot again, and lets the one before go on while it is broken", { timeout: 90_000 }, async () => {
    await using tree = await copyTree([...TO_RUN, "examples"]);
    await tree.write("bot/bot.ts", botSaying('"The first."'));
    const args = [join(tree.folder, "cli/watch.ts"), "--port", "0", "--data", ":memory:"];
    const watching = spawn(process.execPath, args, {
      cwd: tree.folder,
      env: { PATH: process.env.PATH, NO_COLOR: "1" },
    });
    let printed = "";
    for (const stream of [watching.stdout, watching.stderr])
      stream.on("data", (chunk: Buffer) => {
        printed += chunk.toString();
      });
    const says = (words: string) => vi.waitFor(() => expect(printed).toContain(words), WAIT);
    try {
      await says('message "The first."');
      await tree.write("bot/bot.ts", botSaying("7"));
      await says("bot/bot.ts(2,");
      await says("The bot that was right before goes on; waiting for a change.");
      await tree.write("bot/bot.ts", botSaying('"The second."'));
      await says('message "The second."');
    } finally {
      watching.kill("SIGTERM");
    }
    expect(await once(watching, "exit")).toEqual([0, null]);
  });
});
