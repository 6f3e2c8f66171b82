import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const STARTER = "starter";

const USAGE = `Writes a bot of your own into bot/: a small one with its test, or a copy of an example.

Usage: npm run new-bot -- [options]

  --example <name>  copy this example: ${examples().join(", ")} (default: ${STARTER})
  --force           overwrite what is in bot/ already
  --help            this text
`;

/** A file to be written, as its path in the repository. */
interface NewFile {
  readonly path: string;
  readonly content: string;
}

function main(): void {
  const { values } = parseArgs({
    options: {
      example: { type: "string", default: STARTER },
      force: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) print(USAGE);
  else write(values);
}

function write({ example, force }: { readonly example: string; readonly force: boolean }): void {
  const files = copyOf(example);
  if (!force) refuseOwn(files);
  for (const { path, content } of files) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), content);
  }
  print(`Written: ${files.map(({ path }) => path).join(", ")}\n${leftovers(files)}
Try it with \`npm start\`, and change it while that runs.
Then: npm run check && npm test
`);
}

/** The bots of Heliograph: one in another language is an example for the simulator. */
function examples(): readonly string[] {
  return readdirSync(join(ROOT, "examples"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(ROOT, "examples", entry.name, "bot.ts")))
    .map(({ name }) => name);
}

/** An example's files as they are in bot/; its page stays where it is. */
function copyOf(example: string): readonly NewFile[] {
  if (!examples().includes(example)) {
    throw new Error(`Cannot copy example "${example}": expected one of ${examples().join(", ")}`);
  }
  const from = `examples/${example}`;
  const paths = globSync(`${from}/**/*`, { cwd: ROOT, exclude: ["**/*.md"], withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => toPosix(relative(ROOT, join(entry.parentPath, entry.name))));
  return paths.sort().map((path) => {
    const target = path.replace(from, "bot");
    return { path: target, content: fixImports(readFileSync(join(ROOT, path), "utf8"), { path, target, from }) };
  });
}

/** What is imported from outside of the example is further away, or nearer, from bot/. */
function fixImports(
  code: string,
  { path, target, from }: { readonly path: string; readonly target: string; readonly from: string },
): string {
  return code.replace(/(\bfrom\s*|\bimport\s*\(?\s*)"(\.[^"]+)"/g, (all, start: string, name: string) => {
    const imported = toPosix(join(dirname(path), name));
    if (imported.startsWith(`${from}/`)) return all;
    const fixed = toPosix(relative(dirname(target), imported));
    return `${start}"${fixed.startsWith(".") ? fixed : `./${fixed}`}"`;
  });
}

/** @throws Error naming the files that somebody has written. */
function refuseOwn(files: readonly NewFile[]): void {
  const own = files.filter(({ path, content }) => {
    if (!existsSync(join(ROOT, path))) return false;
    const there = readFileSync(join(ROOT, path), "utf8");
    return there !== content && !isShipped(path, there);
  });
  if (own.length === 0) return;
  const names = own.map(({ path }) => path).join(", ");
  throw new Error(`Cannot write ${names}: it is your own. Move it away, or overwrite it with --force`);
}

/** The bot that comes with the project only names an example. */
function isShipped(path: string, code: string): boolean {
  const bare = code.replace(/\/\*[\s\S]*?\*\//g, "").trim();
  return path === "bot/bot.ts" && /^export \{ openBot \} from ["']\.\.\/examples\/[\w-]+\/bot\.ts["'];?$/.test(bare);
}

function leftovers(files: readonly NewFile[]): string {
  const written = new Set(files.map(({ path }) => path));
  const others = globSync("bot/**/*.ts", { cwd: ROOT, exclude: ["**/node_modules/**"] })
    .map(toPosix)
    .filter((path) => !written.has(path));
  return others.length === 0 ? "" : `Left as they were; check whether you need them: ${others.join(", ")}\n`;
}

function toPosix(path: string): string {
  return path.split(sep).join("/");
}

function print(text: string): void {
  process.stdout.write(text);
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
