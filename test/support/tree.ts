import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { BARE_ENV } from "./bare-env.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** What a copy does without: made things, and what belongs to this clone alone. */
const LEFT_OUT = new Set(["node_modules", ".git", "dist", ".heliograph", ".terraform"]);

const CACHES = /^\.(vite|cache)/;

/** Nothing that a test starts may outlive it. */
const TIMEOUT_MS = 110_000;

/** A copy of these sources in which a test may change everything. */
export interface Tree extends AsyncDisposable {
  readonly folder: string;
  /** Writes a file, and the folders it is in. */
  write(file: string, content: string): Promise<void>;
  /** Runs one of its commands with Node. */
  run(...args: readonly string[]): Promise<Ended>;
}

/** How a command ended, and all that it printed. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** All that a bot is run with. */
export const TO_RUN = [
  "cli",
  "functions",
  "operations",
  "page",
  "shared",
  "simulator",
  "package.json",
  "tsconfig.json",
  "tsconfig.bot.json",
];

/**
 * Copies the sources to a folder that goes when it is disposed of; the packages are those of this clone.
 * @param wanted What to copy; everything unless told.
 */
export async function copyTree(wanted?: readonly string[]): Promise<Tree> {
  const folder = await mkdtemp(join(tmpdir(), "heliograph-tree-"));
  const names = wanted ?? (await readdir(ROOT)).filter((name) => !LEFT_OUT.has(name));
  await Promise.all(
    names.map((name) => cp(join(ROOT, name), join(folder, name), { recursive: true, filter: isSource })),
  );
  // Packages of the bot's own may lie there too.
  for (const packages of ["node_modules", "bot/node_modules"]) {
    const isWanted = existsSync(join(ROOT, packages)) && existsSync(dirname(join(folder, packages)));
    if (isWanted) await linkAll(join(ROOT, packages), join(folder, packages));
  }
  return {
    folder,
    async write(file, content) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), content);
    },
    run: (...args) => runIn(folder, process.execPath, args),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Links each package. The folder is the copy's own: tools keep caches in it, and clear them. */
async function linkAll(from: string, to: string): Promise<void> {
  await mkdir(to);
  const packages = (await readdir(from)).filter((name) => !CACHES.test(name));
  await Promise.all(packages.map((name) => symlink(join(from, name), join(to, name))));
}

function isSource(path: string): boolean {
  return !path
    .slice(dirname(ROOT).length)
    .split("/")
    .some((part) => LEFT_OUT.has(part));
}

/** Runs a command in a folder, as a shell there would: without what this test run was told. */
export function runIn(folder: string, command: string, args: readonly string[], settings = {}): Promise<Ended> {
  const env = { ...BARE_ENV, HOME: process.env.HOME ?? "", NO_COLOR: "1", ...settings };
  return new Promise((resolve) => {
    execFile(command, [...args], { cwd: folder, env, maxBuffer: 1e8, timeout: TIMEOUT_MS }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ code, output: `${stdout}${stderr}` });
    });
  });
}
