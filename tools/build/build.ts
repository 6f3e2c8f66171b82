import { readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { archive, type Files } from "./archive.ts";
import { narrowLock } from "./lock.ts";

const FUNCTIONS = ["ingress", "messages", "events", "receipts", "outbound"];
const FRAMEWORK = "@google-cloud/functions-framework";
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

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
  external: [FRAMEWORK],
  supported: { "dynamic-import": false },
  legalComments: "none",
} as const satisfies BuildOptions;

/**
 * Bundles each function into `<directory>/<function>/`, ready for `functions-framework --source=<directory>/<function>`, and zips
 * that into `<directory>/<function>.zip`, ready to be deployed. The same sources give the same bytes.
 */
async function buildAll(directory: string): Promise<void> {
  await Promise.all(FUNCTIONS.map((name) => buildFunction(name, directory)));
}

async function buildFunction(name: string, directory: string): Promise<void> {
  const files: Files = new Map([...(await bundle(name)), ...describePackage(name)]);
  await rm(join(directory, name), { recursive: true, force: true });
  await mkdir(join(directory, name), { recursive: true });
  for (const [file, content] of files) await writeFile(join(directory, name, file), content);
  await writeFile(join(directory, `${name}.zip`), archive(files));
  const sizes = [...files]
    .filter(([file]) => file.endsWith(".cjs"))
    .map(([file, { length }]) => `${file} ${kilobytes(length)}`);
  process.stdout.write(`${name}: ${sizes.join(", ")}\n`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}

/** One file for what starts the function, and one for each module that it loads later: a cold start does not parse those. */
async function bundle(name: string): Promise<Files> {
  const late = new Set<string>();
  const entry = await bundleFile(`functions/${name}/index.ts`, late);
  const files = new Map([["index.cjs", entry]]);
  for (const module of late) files.set(lateName(module), await bundleFile(module));
  return files;
}

async function bundleFile(entry: string, late?: Set<string>): Promise<Uint8Array> {
  const plugins = late === undefined ? [] : [keepApart(late)];
  const { outputFiles } = await build({ ...OPTIONS, entryPoints: [entry], plugins });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`Cannot bundle ${entry}: esbuild wrote nothing`);
  return output.contents;
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
function describePackage(name: string): Files {
  const { dependencies } = readJson("package.json");
  const manifest = {
    name: `heliograph-${name}`,
    private: true,
    type: "commonjs",
    main: "index.cjs",
    scripts: { start: `functions-framework --target=${name}`, "gcp-build": "" },
    dependencies: { [FRAMEWORK]: dependencies[FRAMEWORK] },
  };
  const lock = narrowLock(readJson("package-lock.json"), manifest);
  return new Map([
    ["package.json", json(manifest)],
    ["package-lock.json", json(lock)],
  ]);
}

/** One of our own files. */
function readJson(file: string) {
  return JSON.parse(readFileSync(join(ROOT, file), "utf8"));
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

await buildAll(process.argv[2] ?? join(ROOT, "dist"));
