import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtempDisposable, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { release } from "../../../tools/build/release.ts";
import { runFunction } from "../../support/bundles.ts";
import { TEST_BOT_SETTINGS } from "../../support/test-bot.ts";

const run = promisify(execFile);
const ROOT = new URL("../../..", import.meta.url);
const BOT = "test/support/test-bot.ts";
const ENVIRONMENT = {
  GOOGLE_CLOUD_PROJECT: "p",
  AGENTS: '[{"channel":"rcs","agent":"bank"}]',
  CONVERSATION_KEY: "key",
  CLIENT_TOKENS: '{"bank":["token"]}',
};

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;

beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), "build-"));
  await Promise.all([build("one", "America/New_York"), build("other/place", "Asia/Tokyo")]);
}, 60_000);

afterAll(() => folder.remove());

function build(directory: string, timeZone: string) {
  const env = { PATH: process.env.PATH, TZ: timeZone };
  return run(process.execPath, ["tools/build/build.ts", "--out", join(folder.path, directory), "--bot", BOT], {
    cwd: ROOT,
    env,
  });
}

/** The zips by name, each as a digest. */
async function digests(directory: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(join(folder.path, directory))).filter((name) => name.endsWith(".zip"));
  const contents = await Promise.all(names.map((name) => readFile(join(folder.path, directory, name))));
  return Object.fromEntries(
    names.map((name, i) => [
      name,
      createHash("sha256")
        .update(contents[i] ?? "")
        .digest("hex"),
    ]),
  );
}

async function unzip(name: string): Promise<string> {
  const target = join(folder.path, "unzipped", name);
  await mkdir(target, { recursive: true });
  const files = unzipSync(await readFile(join(folder.path, "one", `${name}.zip`)));
  await Promise.all(Object.entries(files).map(([file, content]) => writeFile(join(target, file), content)));
  return target;
}

describe("npm run build", () => {
  it("makes a zip of each function", async () => {
    const zips = ["events.zip", "ingress.zip", "messages.zip", "outbound.zip", "receipts.zip"];
    expect(Object.keys(await digests("one")).sort()).toEqual(zips);
  });

  it("gives the same bytes in another folder and time zone", async () => {
    expect(await digests("other/place")).toEqual(await digests("one"));
  });

  it("zips what `npm ci` installs and the functions framework starts", { timeout: 120_000 }, async () => {
    const ingress = await unzip("ingress");
    await run("npm", ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: ingress });
    const running = await runFunction("ingress", ENVIRONMENT, { folder: ingress, source: "." });
    const health = await fetch(`${running.url}/health`);
    await running.kill();
    expect(health.status).toBe(200);
  });

  it("gives the bot to those that take turns alone", async () => {
    const names = ["ingress", "messages", "events", "receipts", "outbound"];
    const codes = await Promise.all(names.map((name) => readFile(join(folder.path, "one", name, "index.cjs"), "utf8")));
    const withBot = names.filter((_name, i) => codes[i]?.includes(TEST_BOT_SETTINGS.GREETING));
    expect(withBot).toEqual(["messages", "events", "outbound"]);
  });

  it("locks the same for every function", async () => {
    const names = Object.keys(await digests("one")).map((zip) => zip.slice(0, -".zip".length));
    const locks = await Promise.all(
      names.map(async (name) => JSON.parse(await readFile(join(await unzip(name), "package-lock.json"), "utf8"))),
    );
    const installed = locks.map(({ packages }) => JSON.stringify({ ...packages, "": undefined }));
    expect(new Set(installed).size).toBe(1);
  });

  it("locks no registry's address", async () => {
    const lock = await readFile(join(await unzip("events"), "package-lock.json"), "utf8");
    expect(lock).not.toContain("resolved");
  });

  it("tells on each line of the log what was built", { timeout: 60_000 }, async () => {
    const index = join(folder.path, "one", "receipts", "index.cjs");
    const ended = await run(process.execPath, [index], { env: { K_SERVICE: "my-receipts" } }).catch(
      (error: unknown) => error,
    );
    const version = release(fileURLToPath(ROOT), join(fileURLToPath(ROOT), BOT));
    expect(JSON.parse(Object(ended).stdout)).toMatchObject({
      event: "start_failed",
      release: version,
      serviceContext: { service: "my-receipts", version },
      message: expect.stringMatching(/^start_failed: Cannot start without .+\n {4}at index\.cjs:\d+:\d+/),
    });
  });

  it("keeps the buildpack from building", async () => {
    const manifest = JSON.parse(await readFile(join(await unzip("messages"), "package.json"), "utf8"));
    expect([manifest.type, manifest.main, manifest.scripts["gcp-build"]]).toEqual(["commonjs", "index.cjs", ""]);
  });
});
