import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { BotMistake } from "./bot-fact.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const CHECK = "cli/check-bot.ts";
/** As the compiler, a stack and the check of texts write them: `bot/bot.ts(2,7)`, `bot/bot.ts:2:7` and `bot/texts/pl.ts:2`. */
const PLACE = /\b((?:bot|examples)\/[^\s()?:]+\.\w+)(?:\((\d+),|:(\d+))/;

/** The compiler needs some seconds. A bot that is not open by then may never be: it would hold up every later change. */
const LIMIT_MS = 60_000;

/** Checks the bot in a process of its own. @returns What is wrong with it; `undefined` when it is fine, or when nobody waits any more. */
export async function runBotCheck(signal: AbortSignal, limitMs = LIMIT_MS): Promise<BotMistake | undefined> {
  const limit = AbortSignal.timeout(limitMs);
  const child = spawn(process.execPath, [CHECK, "--quiet"], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  const printed = Promise.all([text(child.stdout), text(child.stderr)]);
  const either = AbortSignal.any([signal, limit]);
  const stop = () => child.kill();
  either.addEventListener("abort", stop, { once: true });
  const [code] = await once(child, "exit");
  either.removeEventListener("abort", stop);
  if (code === 0 || signal.aborted) return undefined;
  if (limit.aborted)
    return mistakeOf(`Cannot use the bot in bot/bot.ts: expected it to be open within ${limitMs / 1000} s, it was not`);
  return mistakeOf((await printed).join(""));
}

/** What went wrong, in words in which a place in the bot may stand. */
export function mistakeOf(message: string): BotMistake {
  const [, file, inBrackets, afterColon] = PLACE.exec(message) ?? [];
  if (file === undefined) return { message };
  return { message, file, line: Number(inBrackets ?? afterColon) };
}
