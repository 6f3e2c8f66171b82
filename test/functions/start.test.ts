import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { start } from "../../functions/start.ts";

const ROOT = new URL("../..", import.meta.url);

const ENGINE = {
  GOOGLE_CLOUD_PROJECT: "p",
  AGENTS: '[{"channel":"rcs","agent":"bank"}]',
  CONVERSATION_KEY: "key",
};

/** For a setting of the test bot. */
const TOO_LONG = "x".repeat(101);

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Whatever is in bot/. */
const WITH_TEST_BOT = ["--import", "./test/support/use-test-bot.ts"];

/** How Node ends that is told to run something, with an environment of nothing else. */
async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const running = promisify(execFile)(process.execPath, [...WITH_TEST_BOT, ...args], { cwd: ROOT, env });
  return running.then(
    (printed) => ({ code: 0, ...printed }),
    (error: unknown) => Object(error),
  );
}

/** How a process ends whose function cannot be built. */
function failing(build: string): Promise<Ended> {
  const code = `import { start } from "./functions/start.ts"; start(() => { ${build} });`;
  return run(["--input-type=module", "--eval", code]);
}

describe("start()", () => {
  it("builds over the environment of the process", () => {
    const paths: (string | undefined)[] = [];
    start((env) => {
      paths.push(env.PATH);
      return async () => ({ status: 200 });
    });
    expect(paths).toEqual([process.env.PATH]);
  });

  it.each(["ingress", "messages", "events", "receipts", "outbound"])(
    "ends %s with a line that names the setting",
    async (name) => {
      const { code, stdout } = await run([`functions/${name}/index.ts`]);
      const error = "Cannot start without GOOGLE_CLOUD_PROJECT: expected the id of the project that holds the topics";
      const line = { severity: "ERROR", event: "start_failed", message: "start_failed", error };
      expect([code, JSON.parse(stdout)]).toEqual([1, line]);
    },
  );

  it.each(["messages", "events", "outbound"])("ends %s without the key that names conversations", async (name) => {
    const env = { GOOGLE_CLOUD_PROJECT: "p", AGENTS: '[{"channel":"rcs","agent":"bank"}]' };
    const error = "Cannot start without CONVERSATION_KEY: expected a long random secret that never changes";
    expect(JSON.parse((await run([`functions/${name}/index.ts`], env)).stdout)).toMatchObject({ error });
  });

  it.each(["messages", "events", "outbound"])("ends %s with a line that names the bot's setting", async (name) => {
    const error = "Cannot read GREETING: expected at most 100 characters";
    const { stdout, stderr } = await run([`functions/${name}/index.ts`], { ...ENGINE, GREETING: TOO_LONG });
    expect([JSON.parse(stdout), stderr]).toEqual([
      { severity: "ERROR", event: "start_failed", message: "start_failed", error },
      "",
    ]);
  });

  it("starts receipts whatever the bot lacks", async () => {
    const env = { ...ENGINE, GREETING: TOO_LONG };
    expect(await run(["functions/receipts/index.ts"], env)).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("tells the code of what kept it from reading a setting", async () => {
    const { stdout } = await run(["functions/ingress/index.ts"], {
      ...ENGINE,
      CLIENT_TOKENS_FILE: "/missing/tokens.json",
    });
    const error = expect.stringMatching(/^Cannot read CLIENT_TOKENS_FILE: .+ \(Error ENOENT at .+\)$/);
    expect(JSON.parse(stdout)).toMatchObject({ event: "start_failed", error });
  });

  it("ends for a mistake in the code too", async () => {
    expect((await failing('throw new RangeError("my secret")')).code).toBe(1);
  });

  it("tells of a mistake in the code what it is and where", async () => {
    const { stdout } = await failing('throw new RangeError("my secret")');
    expect(JSON.parse(stdout).error).toMatch(/^RangeError at (?!.*my secret)/);
  });

  it("prints nothing else", async () => {
    const { stdout, stderr } = await failing('throw new RangeError("my secret")');
    expect([stdout.trim().split("\n").length, stderr]).toEqual([1, ""]);
  });
});
