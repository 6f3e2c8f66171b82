import { execFile } from "node:child_process";
import { mkdtempDisposable, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deployedPackages } from "../../../tools/build/deployed.ts";

const ROOT = new URL("../../..", import.meta.url);
const FUNCTIONS = ["ingress", "messages", "events", "receipts", "outbound"];

interface Component {
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses: readonly object[];
}

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;

beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), "sbom-"));
  const build = ["tools/build/build.ts", "--out", folder.path, "--bot", "test/support/test-bot.ts"];
  await promisify(execFile)(process.execPath, build, { cwd: ROOT });
}, 60_000);

afterAll(() => folder.remove());

const read = (file: string) => readFile(join(folder.path, file), "utf8");
const readLock = async () => JSON.parse(await readFile(new URL("package-lock.json", ROOT), "utf8"));
const componentsOf = async (name: string): Promise<readonly Component[]> =>
  JSON.parse(await read(`${name}.cdx.json`)).components;

describe("npm run build", () => {
  it.each(FUNCTIONS)("names every package that %s's zip installs, with version and integrity", async (name) => {
    const components = new Map((await componentsOf(name)).map((one) => [one["bom-ref"], one]));
    const lock = JSON.parse(await read(join(name, "package-lock.json")));
    const installed = Object.entries<{ version: string; integrity: string }>(lock.packages).filter(
      ([path]) => path !== "",
    );
    expect(installed.length).toBeGreaterThan(50);
    for (const [path, { version, integrity }] of installed) {
      const content = Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex");
      expect(components.get(path), path).toMatchObject({ version, hashes: [{ alg: "SHA-512", content }] });
    }
  });

  it.each([
    ["messages", ["google-auth-library", "uuid"]],
    ["ingress", ["google-auth-library"]],
  ])("names what is bundled into %s: %j", async (name, bundled) => {
    const lock = await readLock();
    const components = new Map((await componentsOf(name)).map((one) => [one["bom-ref"], one]));
    for (const one of bundled) {
      const { version } = lock.packages[`node_modules/${one}`];
      const purl = `pkg:npm/${one.replace("@", "%40")}@${version}`;
      expect(components.get(`node_modules/${one}`)).toMatchObject({ version, purl });
    }
  });

  it.each(FUNCTIONS)("names no package of %s's twice, and each with a licence", async (name) => {
    const components = await componentsOf(name);
    expect(new Set(components.map((one) => one["bom-ref"])).size).toBe(components.length);
    expect(components.filter(({ licenses }) => licenses.length !== 1)).toEqual([]);
  });

  it("leaves out what only tests and tools use", async () => {
    const names = (await Promise.all(FUNCTIONS.map(componentsOf))).flat().map(({ name }) => name);
    expect(["vitest", "esbuild", "typescript", "fast-check", "knip"].filter((tool) => names.includes(tool))).toEqual(
      [],
    );
  });

  it("passes on the words of each licence", async () => {
    const licences = await read("messages.licences.txt");
    for (const { name, version } of await componentsOf("messages")) expect(licences).toContain(`${name} ${version}\n`);
    expect(licences).toContain("Permission is hereby granted, free of charge");
    expect(licences).toContain("Apache License");
  });

  it("writes both for every function", async () => {
    const files = await readdir(folder.path);
    const wanted = FUNCTIONS.flatMap((name) => [`${name}.cdx.json`, `${name}.licences.txt`]);
    expect(wanted.filter((file) => !files.includes(file))).toEqual([]);
  });
});

describe("deployedPackages()", () => {
  const NONE = { lockfileVersion: 3, packages: { "": {} } };
  const known = { version: "1.0.0", integrity: "sha512-YQ==", license: "MIT" };
  const bundling = (locked: object) =>
    deployedPackages(["node_modules/a/node_modules/@b/c/index.js", "shared/x.ts"], NONE, {
      lockfileVersion: 3,
      packages: { "node_modules/a/node_modules/@b/c": locked },
    });

  it("finds the innermost package of a bundled file", () => {
    const path = "node_modules/a/node_modules/@b/c";
    expect(bundling(known)).toEqual([
      { name: "@b/c", version: "1.0.0", integrity: "sha512-YQ==", licence: "MIT", path },
    ]);
  });

  it.each(["GPL-3.0-only", "AGPL-3.0-or-later", "UNLICENSED", "SEE LICENSE IN LICENSE", "(MIT OR GPL-3.0)"])(
    "refuses the licence %s",
    (license) => expect(() => bundling({ ...known, license })).toThrow(`@b/c: its licence is ${license}`),
  );

  it.each(["version", "integrity", "license"])("refuses a package without its %s", (member) => {
    expect(() => bundling({ ...known, [member]: undefined })).toThrow("tells no version, integrity or licence");
  });
});
