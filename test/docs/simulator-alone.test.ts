import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { freePort } from "../../cli/free-port.ts";
import { parseJson } from "../../shared/base/json.ts";
import { readPhoneAct } from "../../simulator/acts/phone-act.ts";
import { COMMANDS, readCommand } from "../../simulator/terminal/read-command.ts";
import { start } from "../support/started.ts";
import { anyFolder } from "../support/temporary-folder.ts";

const [PAGE = ""] = readFileSync("docs/simulator.md", "utf8").split("<!-- From here on made");
const blocks = (language: string) =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(([, block = ""]) => block.trim());
const linesOf = (block = "") => block.split("\n");

/** The shell blocks of the page, in their order. */
const [simulator = "", bot = "", verify = "", calls = "", ...others] = blocks("sh");

/** Starts what the page says, at free ports. */
async function startPage() {
  const ports = new Map([
    ["4100", await freePort()],
    ["8000", await freePort()],
  ]);
  const here = (command: string) => command.replace(/\b(4100|8000)\b/g, (port) => String(ports.get(port)));
  const shell = (command: string) => start(["sh", "-c", here(command)]);
  const running = await shell(simulator);
  await running.prints(here("http://127.0.0.1:4100"));
  const python = await shell(bot);
  await python.prints(here("http://127.0.0.1:8000/webhook"));
  return { here, shell, running };
}

describe("docs/simulator.md", () => {
  test("shows commands of a shell that work, and calls that are answered", async () => {
    expect(others).toEqual([]);
    const { shell } = await startPage();
    const verified = await shell(verify);
    await verified.prints("verified rcs");
    await verified.prints("verified business-messages");
    const [say = "", wait = "", tap = "", ...more] = linesOf(calls);
    expect(more).toEqual([]);
    await (await shell(say)).prints('"webhook": "acknowledged"');
    await (await shell(wait)).prints('"text": "Hello! What would you like to know?"');
    await (await shell(tap)).prints('"postbackData": "Opening hours"');
  });

  test("shows what can be typed", async () => {
    const { running } = await startPage();
    const [typed = ""] = blocks("text");
    const answers = [
      "bot: Hello!",
      "bot: We are open",
      "bot: Thank you for the place.",
      /^ {2}you: \[place\] 51.5,-0.12/,
    ];
    const lines = linesOf(typed);
    expect(lines).toHaveLength(answers.length);
    for (const [index, line] of lines.entries()) {
      running.type(line);
      await running.prints(answers[index] ?? "");
    }
  });

  test("shows a test that runs", async () => {
    const { here } = await startPage();
    const [code = ""] = blocks("ts");
    const file = join(anyFolder(), "page.ts");
    const known = code.replace("../simulator/client.ts", pathToFileURL("simulator/client.ts").href);
    expect(known).not.toBe(code);
    writeFileSync(file, here(`${known}\nconsole.log("seen", lines.length, chips.length);\n`));
    await (await start([process.execPath, file])).prints("seen 6 0");
  });

  test.each(linesOf(blocks("json")[0]))("shows an act that is understood: %s", (act) => {
    expect(readPhoneAct({ value: parseJson(act), path: "" })).toEqual(JSON.parse(act));
  });

  test("lists the commands that there are", () => {
    const listed = [...PAGE.matchAll(/^\| `(\/[a-z]+)[ `]/gm)].map(([, name = ""]) => name);
    expect(listed).toEqual([...COMMANDS.matchAll(/^(\/[a-z]+) /gm)].map(([, name = ""]) => name));
    for (const name of listed) expect(() => readCommand("/?")).toThrow(name);
  });
});
