import { spawnSync } from "node:child_process";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { settingReader } from "../functions/settings.ts";
import { TextError } from "../shared/bot/check-texts.ts";
import { explainError } from "./explain-error.ts";
import { findText } from "./find-text.ts";
import { tryBot } from "./try-bot.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BOT = new URL("../bot/bot.ts", import.meta.url);
const TSC = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));

const USAGE = `Checks the bot in bot/: its types, and that it opens, with all its texts, hours and notices.
It runs before npm start and npm run build, and whenever the bot changes while npm start runs.

Usage: npm run check:bot -- [options]

  --quiet    print nothing when all is well
  --help     this text
`;

/** What is said at the end, and the exit code. */
interface Result {
  readonly text: string;
  readonly code: 0 | 1;
}

async function main(): Promise<Result> {
  const options = { quiet: { type: "boolean", default: false }, help: { type: "boolean", default: false } } as const;
  const { values } = parseArgs({ options });
  if (values.help) return { text: USAGE, code: 0 };
  const { status } = spawnSync(process.execPath, [TSC, "-p", "tsconfig.bot.json"], { cwd: ROOT, stdio: "inherit" });
  const opened = await open();
  // What a text lacks is said more clearly there than by the compiler.
  if (opened.code === 1) return opened;
  if (status !== 0) return { text: "Cannot use the bot: it does not compile, see above.\n", code: 1 };
  return values.quiet ? { ...opened, text: "" } : opened;
}

async function open(): Promise<Result> {
  try {
    const missing = await tryBot(BOT, settingReader(process.env));
    if (missing === undefined) return { text: "The bot is fine.\n", code: 0 };
    return { text: `The bot compiles. It cannot be opened here: ${missing} is not set.\n`, code: 0 };
  } catch (error) {
    return { text: `Cannot use the bot in bot/bot.ts.\n${explainError(error)}${placeOf(error)}\n`, code: 1 };
  }
}

function placeOf(error: unknown): string {
  const found = error instanceof TextError ? findText(BOT, error.place) : undefined;
  if (found === undefined) return "";
  const { file, line } = found;
  return `\n    in ${relative(ROOT, file)}${line === undefined ? "" : `:${line}`}`;
}

const { text, code } = await main();
(code === 0 ? process.stdout : process.stderr).write(text);
// A bot may have opened connections, which would keep the process.
process.exit(code);
