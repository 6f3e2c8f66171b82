import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { freePort } from "../../cli/free-port.ts";
import { BARE_ENV } from "../support/bare-env.ts";

const emulators = inject("emulators");
/** Six processes begin at the same time, each behind npx, on cores that may be busy. */
const START_MS = 90_000;
const WAIT = { timeout: 25_000, interval: 100 };

/** The shell blocks of the page, in their order. */
const [build, start, variables = "", topics = "", serve = "", ask = "", send = ""] = [
  ...readFileSync("docs/configuration.md", "utf8").matchAll(/```sh\n(.*?)```/gs),
].map(([, block]) => block);

/** The ports that the page names. */
const PORTS = { ingress: 8080, messages: 8081, events: 8082, receipts: 8083, outbound: 8084, simulator: 8090 };

/** Nothing but what the page sets, and what finds the tools. */
const ENV = { ...BARE_ENV, HOME: process.env.HOME ?? "" };

describe.skipIf(emulators === undefined)("docs/configuration.md", () => {
  const free = new Map<number, number>();
  const printed: string[] = [];
  let shell: ChildProcess;

  const here = (block: string) =>
    block
      .replace("127.0.0.1:8085", emulators?.pubsub ?? "")
      .replace("127.0.0.1:8086", emulators?.firestore ?? "")
      // The same build, with the tests' bot: the page's own may be any.
      .replaceAll("--source=dist/", `--source=${emulators?.bundles}/`)
      .replace(/\b80\d\d\b/g, (port) => String(free.get(Number(port)) ?? port));
  const run = (...blocks: readonly string[]) =>
    promisify(execFile)("bash", ["-euc", here(blocks.join("\n"))], { env: ENV });
  const post = (port: number, path: string) =>
    fetch(`http://127.0.0.1:${free.get(port)}${path}`, { method: "POST", body: "{}" });

  beforeAll(async () => {
    for (const port of Object.values(PORTS)) free.set(port, await freePort());
    await run(variables, topics);
    shell = spawn("bash", ["-euc", here(`${variables}\n${serve}\nwait`)], { env: ENV, detached: true });
    for (const stream of [shell.stdout, shell.stderr]) stream?.on("data", (chunk) => printed.push(String(chunk)));
    for (const port of Object.values(PORTS)) await vi.waitFor(() => post(port, "/"), { ...WAIT, timeout: START_MS });
  }, 2 * START_MS);

  afterAll(async () => {
    const ended = once(shell, "exit");
    if (shell.pid !== undefined) process.kill(-shell.pid, "SIGKILL");
    await ended;
  });

  it("begins with the build and both emulators, which are here already", () => {
    expect(build).toBe("npm ci && npm run build\n");
    expect(start).toMatch(/^gcloud beta emulators pubsub start .*:8085\ngcloud emulators firestore start .*:8086\n$/);
  });

  it("asks ingress whether it is healthy, and for the secret of a handshake, and a subscriber for no push", async () => {
    const { stdout } = await run(ask);
    expect(stdout).toBe("ok\nhelloExpected a push request of Pub/Sub\n");
  });

  it.each([
    [PORTS.messages, "/"],
    [PORTS.events, "/"],
    [PORTS.events, "/deadlines"],
    [PORTS.receipts, "/"],
    [PORTS.outbound, "/"],
  ])("starts on port %i a function that answers 400 to what is no push request at %s", async (port, path) => {
    expect(await post(port, path)).toMatchObject({ status: 400 });
  });

  it("sends a message that is answered, and whose answer is received and read", async () => {
    await run(send);
    await vi.waitFor(() => {
      const all = printed.join("");
      expect(all).toContain("answered 200 POST agentMessages");
      expect(all.match(/webhook acknowledged 200/g)).toHaveLength(2);
      expect(all.match(/"event":"receipt_merged"/g)).toHaveLength(2);
    }, WAIT);
    expect(printed.join("")).not.toContain('"severity":"ERROR"');
  });
});
