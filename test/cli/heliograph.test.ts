import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listen } from "../support/listen.ts";
import { runHeliograph } from "../support/run-heliograph.ts";
import { anyFolder } from "../support/temporary-folder.ts";

/** Nobody is logged in, on a machine of Google's either. */
const NOBODY = { GOOGLE_APPLICATION_CREDENTIALS: "/nowhere/key.json" };

describe("heliograph", { timeout: 60_000 }, () => {
  it.each([
    ["status"],
    ["timeline", "JVYuFrYDprm4MY3PpdWbMG5GbnjbT_Tr-gLmUJWUdcY"],
    ["pause", "bot", "--yes"],
    ["report"],
    ["campaign", "status"],
    ["dead-letters"],
    ["setup"],
  ])("%s says how to log in where Google does not know who asks", async (...args) => {
    const { exitCode, stderr, stdout } = await runHeliograph([...args, "--project", "p"], NOBODY);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^Cannot operate on the project p: Google does not know who asks: run gcloud auth application-default login\n {2}because: .*GOOGLE_APPLICATION_CREDENTIALS.*\n$/,
    );
  });

  it("tells once in words, and not with a stack, that an emulator does not answer", async () => {
    const nowhere = "127.0.0.1:1";
    const { exitCode, stderr } = await runHeliograph(["status"], {
      PUBSUB_EMULATOR_HOST: nowhere,
      FIRESTORE_EMULATOR_HOST: nowhere,
    });
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/^Cannot read documents: .*\n {2}because: .*\n$/)]);
  });

  it.each([
    [["status"], /^Cannot read documents: .*\n {2}because: The database does not exist\n$/],
    [["replay", "--from", "2h"], /^Cannot read documents: .*\n {2}because: The database does not exist\n$/],
    [
      ["send", "--agent", "demo_agent", "--to", "+447700900123", "--text", "Hello"],
      /^Cannot publish to heliograph-outbound: .* 404: there is no such topic; check --project and --prefix\n$/,
    ],
  ])("%j says what is missing in another project", async (args, why) => {
    const body = [{ error: { code: 404, message: "The database does not exist", status: "NOT_FOUND" } }];
    const { host } = await listen(() => ({ status: 404, headers: { "content-type": "application/json" }, body }));
    const { exitCode, stderr } = await runHeliograph(args, {
      PUBSUB_EMULATOR_HOST: host,
      FIRESTORE_EMULATOR_HOST: host,
    });
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(why)]);
  });

  it("names the file that is no embedded database", async () => {
    const file = join(anyFolder(), "notes.txt");
    writeFileSync(file, "These are notes, and no database of anybody's.");
    expect(await runHeliograph(["status", "--data", file])).toMatchObject({
      exitCode: 1,
      stderr: `Cannot open ${file}: expected the embedded database of npm start: file is not a database\n`,
    });
  });
});
