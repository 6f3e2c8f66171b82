import { readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { archive, type Files } from "./archive.ts";
import { deployedPackages, writeLicences, writeSbom } from "./deployed.ts";
import { narrowLock } from "./lock.ts";
import { release } from "./release.ts";

const FUNCTIONS = ["ingress", "messages", "events", "receipts", "outbound"];
const FRAMEWORK = "@google-cloud/functions-framework";
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BOT = join(ROOT, "bot/bot.ts");

const OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: "node",
  target: "node24",
  format: "cjs",
  // Shorter names would make the code start slower: V8 parses more of it eagerly.
  minifySyntax: true,
  minifyWhitespace: true,
  write: false,
  metafile: true,
  external: [FRAMEWORK],
  supported: { "dynamic-import": false },
  legalComments: "none",
  // The bot was opened, with all its texts and hours, before this runs: package.json, `prebuild`.
  define: { BOT_IS_CHECKED: "true" },
} as const satisfies BuildOptions;

/** Where to build to, the file whose bot is built in, and what is said to be built. */
interface Target {
  readonly directory: string;
  readonly bot: string;
  readonly release: string;
}

/**
 * Bundles each function into `<directory>/<function>/`, ready for `functions-framework --source=<directory>/<function>`, and zips
 * that into `<directory>/<function>.zip`, ready to be deployed. Beside it: `<function>.cdx.json` names every package of others that
 * is in it or that it installs, `<function>.licences.txt` has their licences. The same sources give the same bytes.
 */
async function buildAll(target: Target): Promise<void> {
  await Promise.all(FUNCTIONS.map((name) => buildFunction(name, target)));
}

async function buildFunction(name: string, { directory, ...built }: Target): Promise<void> {
  const parts = await bundle(name, built);
  const bundled = [...parts].map(([file, { contents }]) => [file, contents] as const);
  const files: Files = new Map([...bundled, ...describePackage(name)]);
  await rm(join(directory, name), { recursive: true, force: true });
  await mkdir(join(directory, name), { recursive: true });
  for (const [file, content] of files) await writeFile(join(directory, name, file), content);
  await writeFile(join(directory, `${name}.zip`), archive(files));
  const inputs = [...parts.values()].flatMap((part) => part.inputs);
  await describeDeployed(name, directory, inputs);
  const sizes = [...files]
    .filter(([file]) => file.endsWith(".cjs"))
    .map(([file, { length }]) => `${file} ${kilobytes(length)}`);
  process.stdout.write(`${name}: ${sizes.join(", ")}\n`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}

/** A file of a bundle, and the files that went into it. */
interface Part {
  readonly contents: Uint8Array;
  readonly inputs: readonly string[];
}

/** One file for what starts the function, and one for each module that it loads later: a cold start does not parse those. */
async function bundle(name: string, { bot, release }: Omit<Target, "directory">): Promise<ReadonlyMap<string, Part>> {
  const late = new Set<string>();
  const define = { ...OPTIONS.define, RELEASE: JSON.stringify(release) };
  const entry = await bundleFile(`functions/${name}/index.ts`, { define, plugins: [useBot(bot), keepApart(late)] });
  const parts = new Map([["index.cjs", entry]]);
  for (const module of late) parts.set(lateName(module), await bundleFile(module));
  return parts;
}

async function bundleFile(entry: string, options: Pick<BuildOptions, "define" | "plugins"> = {}): Promise<Part> {
  const { outputFiles, metafile } = await build({ ...OPTIONS, ...options, entryPoints: [entry] });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`Cannot bundle ${entry}: esbuild wrote nothing`);
  return { contents: output.contents, inputs: Object.keys(metafile.inputs) };
}

/** @throws Error when something of it may not be deployed. */
async function describeDeployed(name: string, directory: string, inputs: readonly string[]): Promise<void> {
  const whole = readJson("package-lock.json");
  const packages = deployedPackages(inputs, narrowLock(whole, manifestOf(name)), whole);
  const { version } = readJson("package.json");
  await writeFile(join(directory, `${name}.cdx.json`), json(writeSbom(`heliograph-${name}`, version, packages)));
  await writeFile(join(directory, `${name}.licences.txt`), writeLicences(ROOT, packages));
}

/** Takes another file for `bot/bot.ts`. */
function useBot(bot: string): Plugin {
  return {
    name: "use-bot",
    setup({ onResolve }) {
      onResolve({ filter: /\/bot\.ts$/ }, ({ path, resolveDir }) =>
        resolve(resolveDir, path) === BOT ? { path: bot } : undefined,
      );
    },
  };
}

/** Leaves dynamic imports out of a bundle and collects what they name. */
function keepApart(late: Set<string>): Plugin {
  return {
    name: "keep-apart",
    setup({ onResolve, resolve }) {
      onResolve({ filter: /./ }, async ({ path, kind, resolveDir, pluginData }) => {
        if (kind !== "dynamic-import" || pluginData === "resolving") return undefined;
        const found = await resolve(path, { kind, resolveDir, pluginData: "resolving" });
        late.add(found.path);
        return { path: `./${lateName(path)}`, external: true };
      });
    },
  };
}

function lateName(module: string): string {
  const name = module.includes("google-auth-library") ? "google-auth-library" : basename(module, ".ts");
  return `${name}.cjs`;
}

/**
 * The framework is the only dependency that is not in the bundle; an empty gcp-build keeps the buildpack from building. No engines:
 * which Node it is, says who deploys.
 */
function manifestOf(name: string) {
  const { dependencies } = readJson("package.json");
  return {
    name: `heliograph-${name}`,
    private: true,
    type: "commonjs",
    main: "index.cjs",
    scripts: { start: `functions-framework --target=${name}`, "gcp-build": "" },
    dependencies: { [FRAMEWORK]: dependencies[FRAMEWORK] },
  };
}

function describePackage(name: string): Files {
  const manifest = manifestOf(name);
  const lock = narrowLock(readJson("package-lock.json"), manifest);
  return new Map([
    ["package.json", json(manifest)],
    ["package-lock.json", json(lock)],
  ]);
}

/** One of our own files. An editor may have put a byte order mark before it, which npm takes. */
function readJson(file: string) {
  return JSON.parse(readFileSync(join(ROOT, file), "utf8").replace(/^\uFEFF/, ""));
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

/** `npm run build -- --out <directory> --bot <file>`. */
function readTarget(): Target {
  const { values } = parseArgs({
    options: { out: { type: "string", default: join(ROOT, "dist") }, bot: { type: "string", default: BOT } },
  });
  const bot = resolve(values.bot);
  return { directory: resolve(values.out), bot, release: release(ROOT, bot === BOT ? undefined : bot) };
}

await buildAll(readTarget());
