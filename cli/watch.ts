import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** What a bot is made of. */
const FOLDERS = ["bot", "examples", "shared"];
const SOURCE = /\.(?:[cm]?[jt]s|json)$/;
/** An editor may write a file in several steps. */
const QUIET_MS = 150;

/** Starts the bot, and again whenever its sources change and are right. */
async function main(args: readonly string[]): Promise<void> {
  const changes = watchFolders();
  let running: ChildProcess | undefined;
  const stop = async () => {
    if (running !== undefined) await end(running);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void stop().then(() => process.exit(0)));
  }
  for (;;) {
    if (await isFine()) {
      await stop();
      running = node("cli/start.ts", ...args);
    } else {
      const state = running !== undefined && isUp(running) ? "The bot that was right before goes on" : "Nothing runs";
      print(`${state}; waiting for a change.\n`);
    }
    await changes.next();
    print("\nThe sources have changed.\n");
  }
}

/** Types, and all that can be checked without a user. */
async function isFine(): Promise<boolean> {
  const [code] = await once(node("cli/check-bot.ts", "--quiet"), "exit");
  return code === 0;
}

function node(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [...args], { cwd: ROOT, stdio: "inherit" });
}

async function end(child: ChildProcess): Promise<void> {
  if (!isUp(child)) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}

function isUp(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** `next` resolves when something has changed since it resolved last, and nothing more changes for a moment. */
function watchFolders(): { next(): Promise<void> } {
  let wake = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  for (const folder of FOLDERS) {
    watch(join(ROOT, folder), { recursive: true }, (_event, file) => {
      if (file === null || !SOURCE.test(file) || file.split(sep).includes("node_modules")) return;
      clearTimeout(timer);
      timer = setTimeout(() => wake.resolve(), QUIET_MS);
    });
  }
  return {
    async next() {
      await wake.promise;
      wake = Promise.withResolvers<void>();
    },
  };
}

function print(text: string): void {
  process.stdout.write(text);
}

await main(process.argv.slice(2));
