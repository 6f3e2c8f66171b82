import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keptDatabase } from "../support/kept-database.ts";
import { npmStart } from "../support/npm-start.ts";
import { factsOf, runHeliograph } from "../support/run-heliograph.ts";
import { anyFolder } from "../support/temporary-folder.ts";

const letter = { bytes: Buffer.from("{}"), attributes: { reason: "failed-too-often" } };

describe("heliograph doctor", { timeout: 120_000 }, () => {
  it("finds nothing wrong with npm start, also while that runs", async () => {
    const data = join(anyFolder(), "local.sqlite");
    await using start = npmStart(process.cwd(), "--no-open", "--page-port", "0", "--data", data);
    await start.says(/\/help/);
    const running = await runHeliograph(["doctor", "--data", data]);
    expect(running).toMatchObject({ exitCode: 0, stderr: "" });
    expect(running.stdout).toMatch(/^ok +the handshake of rcs with the token of demo_agent is answered/m);
    expect(running.stdout).toMatch(/^ok +demo_agent: launched with demo-carrier$/m);
    expect(running.stdout).toMatch(/^ok +Google signed with the newest token of demo_agent/m);
    await start.end();
    const stopped = await runHeliograph(["doctor", "--data", data]);
    expect(stopped).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^unknown ingress: npm start does not run$/m),
    });
  });

  it("ends with what to do, in this order, and exit code 1", async () => {
    const { file, put } = keptDatabase();
    await put("message-dead", letter);
    await put("parked", letter);
    const { stdout, stderr, exitCode } = await runHeliograph(["doctor", "--data", file]);
    expect([exitCode, stderr]).toEqual([1, "2 things are wrong\n"]);
    expect(stdout).toMatch(/^WRONG +1 dead letters wait for a person$/m);
    expect(stdout).toMatch(
      /What to do, in this order:\n {2}1\. npx heliograph dead-letters .*\n {2}2\. npx heliograph parked .*\n$/,
    );
  });

  it("tells each finding as JSON", async () => {
    const { file } = keptDatabase();
    const facts = factsOf(await runHeliograph(["doctor", "--json", "--data", file]));
    expect(facts).toContainEqual({ type: "finding", level: "ok", says: "no dead letters wait" });
    expect(facts.at(-1)).toMatchObject({ type: "summary", counts: { wrong: 0 } });
  });

  it("finds an ingress that does not answer", async () => {
    const { file } = keptDatabase();
    const { stdout, exitCode } = await runHeliograph(["doctor", "--data", file, "--url", "http://127.0.0.1:2"]);
    expect([exitCode, stdout]).toEqual([1, expect.stringMatching(/^WRONG +ingress does not answer.*\n +check --url/m)]);
  });
});
