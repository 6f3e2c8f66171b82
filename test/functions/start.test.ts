import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { start } from "../../functions/start.ts";

const ROOT = new URL("../..", import.meta.url);

describe("start()", () => {
  it("gives what is built from the environment of the process", () => {
    expect(start((env) => env.PATH)).toBe(process.env.PATH);
  });

  it("hides no error that is not about settings", () => {
    const build = () => {
      throw new RangeError("A mistake in the code");
    };
    expect(() => start(build)).toThrow(RangeError);
  });

  it.each(["ingress", "messages", "events", "receipts"])("ends %s with a line that names the setting", async (name) => {
    const started = promisify(execFile)(process.execPath, [`functions/${name}/index.ts`], { cwd: ROOT, env: {} });
    const { code, stderr } = await started.catch((error: unknown) => Object(error));
    const message = "Cannot start without GOOGLE_CLOUD_PROJECT: expected the id of the project that holds the topics";
    expect([code, JSON.parse(stderr)]).toEqual([1, { severity: "CRITICAL", event: "cannot_start", message }]);
  });
});
