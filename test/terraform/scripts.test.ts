import { execFile } from "node:child_process";
import { describe, expect, it } from "vitest";

const TERRAFORM = new URL("../../terraform", import.meta.url).pathname;

describe.each(["smoke.sh"])("%s", (script) => {
  it("parses", async () => {
    expect(await run("-n", script)).toEqual({ exitCode: 0, output: "" });
  });

  it.each(["-h", "--help"])("explains itself with %s", async (option) => {
    const { exitCode, output } = await run(script, option);
    expect([exitCode, output]).toEqual([0, expect.stringContaining(`  ${script} `)]);
  });

  it.each([[["--colour"]], [[]], [["after", "--project"]]])("refuses %j, and says what is wanted", async (args) => {
    const { exitCode, output } = await run(script, ...args);
    expect([exitCode, output]).toEqual([1, expect.stringMatching(/expected|--help/)]);
  });
});

interface Ran {
  readonly exitCode: number | string | null | undefined;
  readonly output: string;
}

function run(...args: readonly string[]): Promise<Ran> {
  return new Promise((ran) => {
    execFile("bash", args, { cwd: TERRAFORM }, (error, stdout, stderr) =>
      ran({ exitCode: error?.code ?? 0, output: stdout + stderr }),
    );
  });
}
