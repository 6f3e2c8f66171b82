import { existsSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openOperator } from "../../cli/open-operator.ts";
import { serveOperations } from "../../cli/operations-server.ts";
import { runOperation } from "../../cli/run-operation.ts";
import { apiFile, chooseTarget, type RunningApi } from "../../cli/target.ts";
import { resume } from "../../operations/resume.ts";
import { status } from "../../operations/status.ts";
import { openDatabase } from "../../shared/local/database.ts";

/** An embedded database whose `npm start` listens. */
async function listening() {
  const folder = await mkdtemp(join(tmpdir(), "heliograph-"));
  const data = join(folder, "local.sqlite");
  const opened = await openOperator({ type: "embedded", file: data, running: undefined });
  const server = await serveOperations(opened.operator, data);
  let isUp = true;
  const end = async () => {
    isUp = false;
    await server[Symbol.asyncDispose]();
  };
  const target = chooseTarget({ data }, {});
  if (target.type !== "embedded" || target.running === undefined) throw new Error("Expected a running API");
  return {
    data,
    target,
    api: target.running,
    stop: () => (isUp ? end() : undefined),
    async [Symbol.asyncDispose]() {
      if (isUp) await end();
      await opened[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

function post({ url, token }: RunningApi, path: string, headers: Readonly<Record<string, string>> = {}) {
  return fetch(`${url}${path}`, {
    method: "POST",
    body: "{}",
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
}

const signal = new AbortController().signal;

describe("serveOperations()", () => {
  it("does for the command line what the process has open", async () => {
    await using running = await listening();
    const told = await Array.fromAsync(runOperation(status, {}, { target: running.target, signal }));
    expect(told).toEqual([{ type: "deployment", deployment: { type: "embedded", name: running.data } }]);
  });

  it("tells where it listens in a file that only its owner reads, and takes the file away at its end", async () => {
    await using running = await listening();
    const { mode } = await stat(apiFile(running.data));
    expect(mode & 0o777).toBe(0o600);
    await running.stop();
    expect(existsSync(apiFile(running.data))).toBe(false);
  });

  it.each<[string, string, Readonly<Record<string, string>>, number]>([
    ["whoever has another token", "/operations/status", { authorization: "Bearer wrong" }, 401],
    ["a page of another site", "/operations/status", { origin: "http://evil.example" }, 403],
    ["an operation that it does not know", "/operations/nope", {}, 404],
  ])("refuses %s", async (_who, path, headers, expected) => {
    await using running = await listening();
    expect((await post(running.api, path, headers)).status).toBe(expected);
  });

  it("refuses anything but POST", async () => {
    await using running = await listening();
    const { url, token } = running.api;
    const response = await fetch(`${url}/operations/status`, { headers: { authorization: `Bearer ${token}` } });
    expect([response.status, await response.text()]).toEqual([405, "Expected POST\n"]);
  });

  it("says what is wrong with a request", async () => {
    await using running = await listening();
    const { url, token } = running.api;
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${url}/operations/status`, { method: "POST", body: '{"odd": 1}', headers });
    expect([response.status, await response.text()]).toEqual([400, expect.stringMatching(/^Cannot read .*odd/)]);
  });

  it("says that the process has ended, to whoever has it do something just then", async () => {
    await using running = await listening();
    const request = { scope: { type: "bot" }, by: "ada" } as const;
    const told = runOperation(resume, request, { target: running.target, signal })[Symbol.asyncIterator]();
    expect((await told.next()).value).toMatchObject({ type: "was-not-paused" });
    await told.next();
    const next = told.next();
    next.catch(() => undefined);
    await running.stop();
    await expect(next).rejects.toThrow("has ended before the operation did: ask again");
  });

  it("leaves the database to the command line when the process was killed", async () => {
    await using running = await listening();
    await running.stop();
    const told = await Array.fromAsync(runOperation(status, {}, { target: running.target, signal }));
    expect(told).toHaveLength(1);
  });
});

describe("chooseTarget()", () => {
  it("names the options where there is no database", () => {
    expect(() => chooseTarget({ data: "/nowhere/local.sqlite" }, {})).toThrow(
      /run npm start, or name --data or --project/,
    );
  });

  it("never takes a project on Google Cloud from the environment", async () => {
    const folder = await mkdtemp(join(tmpdir(), "heliograph-"));
    const data = join(folder, "local.sqlite");
    openDatabase(data).close();
    expect(chooseTarget({ data }, { GOOGLE_CLOUD_PROJECT: "production" }).type).toBe("embedded");
    await rm(folder, { recursive: true });
  });

  it("wants both emulators or none", () => {
    expect(() => chooseTarget({ data: "nowhere.sqlite" }, { PUBSUB_EMULATOR_HOST: "127.0.0.1:1" })).toThrow(
      /FIRESTORE_EMULATOR_HOST/,
    );
  });
});
