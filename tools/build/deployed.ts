import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LockedPackage, Lockfile } from "./lock.ts";

/** One package of others that runs in production: bundled, or installed beside the bundle. */
export interface DeployedPackage {
  readonly name: string;
  readonly version: string;
  /** As package-lock.json has it: `sha512-` and base64. */
  readonly integrity: string;
  /** An SPDX expression. */
  readonly licence: string;
  /** Where it is installed, such as `node_modules/uuid`. */
  readonly path: string;
}

/** What may be deployed: each lets a closed product use it, and asks for no more than its own notice. */
const ALLOWED: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  // The list of SPDX's exceptions, which is data.
  "CC-BY-3.0",
  "ISC",
  "MIT",
  "(MIT OR CC0-1.0)",
]);

/** The folder of the package that a file belongs to. */
const PACKAGE = /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//;

/**
 * The packages that esbuild has bundled and that the zip's own lockfile installs, each once, sorted by path.
 * @param inputs The files of esbuild's metafile.
 * @throws Error for a package whose version, integrity or licence is not told, or whose licence is not allowed.
 */
export function deployedPackages(
  inputs: readonly string[],
  installed: Lockfile,
  whole: Lockfile,
): readonly DeployedPackage[] {
  const bundled = inputs.flatMap((input) => PACKAGE.exec(input)?.[1] ?? []);
  const paths = new Set([...bundled, ...Object.keys(installed.packages).filter((path) => path !== "")]);
  return [...paths].sort().map((path) => describe(path, whole.packages[path]));
}

function describe(path: string, locked: LockedPackage | undefined): DeployedPackage {
  const { version, integrity, license: licence } = locked ?? {};
  if (version === undefined || integrity === undefined || licence === undefined) {
    throw new Error(`Cannot deploy ${path}: package-lock.json tells no version, integrity or licence; run npm install`);
  }
  if (!ALLOWED.has(licence)) {
    throw new Error(
      `Cannot deploy ${path}: its licence is ${licence}; do without it, or allow that in tools/build/deployed.ts`,
    );
  }
  return {
    name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
    version,
    integrity,
    licence,
    path,
  };
}

/** A CycloneDX 1.6 bill of materials, without a time or a serial number: the same packages give the same bytes. */
export function writeSbom(name: string, version: string, packages: readonly DeployedPackage[]): object {
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { type: "application", "bom-ref": name, name, version } },
    components: packages.map(component),
  };
}

/** @see https://cyclonedx.org/docs/1.6/json/#components */
function component({ name, version, integrity, licence, path }: DeployedPackage): object {
  const [algorithm = "", digest = ""] = integrity.split("-", 2);
  const [scope, rest] = name.startsWith("@") ? name.split("/", 2) : [undefined, name];
  return {
    type: "library",
    "bom-ref": path,
    ...(scope === undefined ? {} : { group: scope }),
    name: rest,
    version,
    hashes: [{ alg: algorithm.replace("sha", "SHA-"), content: Buffer.from(digest, "base64").toString("hex") }],
    licenses: [licence.startsWith("(") ? { expression: licence } : { license: { id: licence } }],
    purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
  };
}

const NOTICE = /^(licen[cs]e|copying|notice)(\..*)?$/i;

/** The licences of all packages with their texts, as far as the packages have them: what they ask to be passed on. */
export function writeLicences(root: string, packages: readonly DeployedPackage[]): string {
  return packages
    .map((one) => `${one.name} ${one.version}\n${one.licence}\n\n${noticesOf(join(root, one.path))}`)
    .join(`\n${"-".repeat(80)}\n`);
}

function noticesOf(folder: string): string {
  const files = readdirSync(folder).filter((name) => NOTICE.test(name));
  return files
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8").trim())
    .concat("")
    .join("\n\n");
}
