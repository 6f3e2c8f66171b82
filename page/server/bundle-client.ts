import { fileURLToPath } from "node:url";

/** A file of the page, as the browser gets it. */
export interface ClientFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};

/** Makes one script and one style sheet of the client's sources, which takes a moment. */
export async function bundleClient(): Promise<readonly ClientFile[]> {
  const { build } = await import("esbuild");
  const client = (name: string) => fileURLToPath(new URL(`../client/${name}`, import.meta.url));
  const { outputFiles } = await build({
    entryPoints: { page: client("main.tsx"), style: client("page.css") },
    entryNames: "[name]",
    bundle: true,
    minify: true,
    write: false,
    outdir: "/",
    format: "esm",
    target: "es2024",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
  });
  return outputFiles.map(({ path, contents }) => {
    const ending = path.slice(path.lastIndexOf(".") + 1);
    return { name: `page.${ending}`, type: TYPES[ending] ?? "text/plain", bytes: contents };
  });
}
