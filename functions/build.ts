import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Plugin } from "esbuild";

const FUNCTIONS = ["ingress", "messages", "events", "receipts"];
const FRAMEWORK = "@google-cloud/functions-framework";
const ROOT = new URL("..", import.meta.url);

const OPTIONS = {
  absWorkingDir: fileURLToPath(ROOT),
  bundle: true,
  platform: "node",
  target: "node24",
  format: "cjs",
  // Shorter names would make the code start slower: V8 parses more of it eagerly.
  minifySyntax: true,
  minifyWhitespace: true,
  external: [FRAMEWORK],
  supported: { "dynamic-import": false },
  legalComments: "none",
} as const satisfies BuildOptions;

/** Bundles each function into `dist/<function>/`, ready for `functions-framework --source=dist/<function>`. */
async function buildAll(): Promise<void> {
  await rm(new URL("dist/", ROOT), { recursive: true, force: true });
  await Promise.all(FUNCTIONS.map((name) => buildFunction(name)));
}

/** One file for what starts the function, and one for each module that it loads later: a cold start does not parse those. */
async function buildFunction(name: string): Promise<void> {
  const late = new Set<string>();
  await buildFile(`functions/${name}/index.ts`, `dist/${name}/index.cjs`, late);
  for (const module of late) await buildFile(module, `dist/${name}/${lateName(module)}`);
  await writeFile(new URL(`dist/${name}/package.json`, ROOT), await manifest(name));
}

async function buildFile(entry: string, outfile: string, late?: Set<string>): Promise<void> {
  await mkdir(new URL(outfile.replace(/[^/]+$/, ""), ROOT), { recursive: true });
  const plugins = late === undefined ? [] : [keepApart(late)];
  const { metafile } = await build({ ...OPTIONS, entryPoints: [entry], outfile, plugins, metafile: true });
  const kilobytes = (metafile.outputs[outfile]?.bytes ?? 0) / 1000;
  process.stdout.write(`${outfile}  ${kilobytes.toFixed(0)} kB\n`);
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

/** The framework is the only dependency that is not in the bundle; an empty gcp-build keeps the buildpack from building. */
async function manifest(name: string): Promise<string> {
  const { dependencies, engines } = JSON.parse(await readFile(new URL("package.json", ROOT), "utf8"));
  const framework = { [FRAMEWORK]: dependencies[FRAMEWORK] };
  const scripts = { start: `functions-framework --target=${name}`, "gcp-build": "" };
  const fields = {
    name: `heliograph-${name}`,
    private: true,
    main: "index.cjs",
    engines,
    scripts,
    dependencies: framework,
  };
  return `${JSON.stringify(fields, null, 2)}\n`;
}

await buildAll();
