import { readFileSync } from "node:fs";
import { join } from "node:path";
import jsQR from "jsqr";
import { describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../shared/google/clock.ts";
import { startPlatform } from "../../simulator/platform.ts";
import { keptDatabase } from "../support/kept-database.ts";
import { endOf, factsOf, startHeliograph } from "../support/run-heliograph.ts";
import { anyFolder } from "../support/temporary-folder.ts";

const LINK = "sms:demo_agent%40rbm.goog?body=When%20are%20you%20open%3F";

async function start() {
  const google = await startPlatform({ clock: systemClock });
  onTestFinished(() => google.close());
  const [folder, { file }] = [anyFolder(), keptDatabase()];
  const run = (...args: readonly string[]) =>
    endOf(startHeliograph(["setup", "link", ...args, "--data", file], { RCS_API: google.url }, { cwd: folder }));
  return { google, folder, run };
}

describe("heliograph setup link", { timeout: 90_000 }, () => {
  it("draws a code that a camera reads as the link, and says for whom it works", async () => {
    const { run } = await start();
    const { exitCode, stdout } = await run("--text", "When are you open?");
    const [link, ...rest] = stdout.trimEnd().split("\n");
    expect([exitCode, link, rest.at(-1)]).toEqual([0, LINK, "It works for users of demo-carrier."]);
    expect(seen(rest.slice(0, -1))).toBe(LINK);
  });

  it("draws it into a file", async () => {
    const { run, folder } = await start();
    expect((await run("--svg", "code.svg")).stdout).toContain("Its QR code is in code.svg.");
    expect(readFileSync(join(folder, "code.svg"), "utf8")).toMatch(/^<svg.*<\/svg>$/s);
  });

  it("leads to a phone number where RCS does not reach", async () => {
    const { run } = await start();
    const [fact] = factsOf(await run("--phone", "+447700900123", "--text", "Hi & bye", "--json"));
    expect(fact).toMatchObject({
      agent: "demo_agent",
      link: "sms:+447700900123?service_id=demo_agent%40rbm.goog&body=Hi%20%26%20bye",
      launchedWith: ["demo-carrier"],
    });
    expect(await run("--phone", "07700")).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/--phone/) });
  });

  it("says that nobody can write first to an agent that is not launched", async () => {
    const { run, google } = await start();
    google.setAgent("demo_agent", { launches: {} });
    expect((await run()).stdout).toMatch(/demo_agent is not launched: whoever opens it sees an error.*heliograph send/);
  });
});

/** A dot of the code in pixels: a camera has several. */
const DOT = 4;

/** What a camera makes of the blocks of a dark terminal: each line has two rows of dots, and what is drawn is light. */
function seen(lines: readonly string[]): string | undefined {
  const rows = lines.flatMap((line) =>
    [[..."█▀"], [..."█▄"]].map((light) => [...line].map((dot) => light.includes(dot))),
  );
  const width = (rows[0]?.length ?? 0) * DOT;
  const pixels = rows
    .flatMap((row) => Array.from({ length: DOT }, () => row.flatMap((dot) => Array(DOT).fill(dot))))
    .flat();
  const rgba = Uint8ClampedArray.from(pixels.flatMap((isLight) => [...Array(3).fill(isLight ? 255 : 0), 255]));
  return jsQR.default(rgba, width, rows.length * DOT)?.data;
}
