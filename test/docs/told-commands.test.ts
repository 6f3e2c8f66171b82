import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { forSameDeployment } from "../../cli/commands/doctor.ts";
import { type Console, openConsole } from "../../cli/console.ts";
import { openProgram } from "../../cli/open-program.ts";

/** What tells commands: pages, runbooks of alerts, outputs, and the help. */
const TELLING = globSync(["*.md", "{docs,examples,terraform}/**/*.md", "terraform/*.tf", "cli/commands/*.ts"]).sort();
const TOLD = /npx heliograph (?!help)([a-z][^`\n]*)/g;
/** In code, the examples of the help. */
const TOLD_BY_HELP = /^ {2}npx heliograph (.+)$/gm;
/** What others fill in, as one word. */
const FILLED_IN = /"?\$\{[^}]*\}"?|"\$\w+"|'[^']*'/g;

const SILENT: Console = { ...openConsole(process), warn: () => undefined };
const program = openProgram(SILENT);

/** What no command takes of a line that is told. */
function unknownIn(line: string): readonly string[] {
  const [told = ""] = line.replace(/\$\{kind\}/, "message").split(/\s#|\\n|"$/);
  const words = told
    .replaceAll(FILLED_IN, "x")
    .split(/\s+/)
    .filter((word) => word !== "");
  const [name = ""] = words;
  let command = program.commands.find((one) => one.name() === name);
  if (command === undefined) return [name];
  let rest = words.slice(1);
  while (command.commands.length > 0) {
    const named: typeof program | undefined = command.commands.find((one) => one.name() === rest[0]);
    if (named !== undefined) rest = rest.slice(1);
    const usual: unknown = Reflect.get(command, "_defaultCommandName");
    const next: typeof program | undefined = named ?? command.commands.find((one) => one.name() === usual);
    if (next === undefined) return [name];
    command = next;
  }
  try {
    return command.parseOptions(rest).unknown;
  } catch (error) {
    return [String(error)];
  }
}

function toldIn(text: string, how = TOLD): readonly string[] {
  return [...text.matchAll(how)].map(([, line = ""]) => line);
}

describe("a command of heliograph that is told", () => {
  it("is one, with options that it takes, on every page, in each runbook, output and help", () => {
    const told = TELLING.flatMap((file) => {
      const lines = toldIn(readFileSync(file, "utf8"), file.endsWith(".ts") ? TOLD_BY_HELP : TOLD);
      return lines.map((line) => ({ file, line }));
    });
    const wrong = told.flatMap((one) => unknownIn(one.line).map((what) => ({ ...one, what })));
    expect([told.length > 50, wrong]).toEqual([true, []]);
  });

  it("by the doctor of a project takes all that names the project", () => {
    const mends = globSync("operations/doctor/*.ts").flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/npx heliograph [a-z-]+(?: [a-z]+)?/g)].map(([mend]) => mend),
    );
    const options = { project: "p", region: "r", prefix: "x", database: "d", data: ".heliograph/local.sqlite" };
    expect(mends.length).toBeGreaterThan(3);
    expect(
      mends.flatMap((mend) => toldIn(forSameDeployment(mend, options)).flatMap((line) => unknownIn(line))),
    ).toEqual([]);
    expect(forSameDeployment("npx heliograph parked shows why, npx heliograph parked redrive --all", options)).toBe(
      "npx heliograph parked --project p --prefix x --database d shows why, " +
        "npx heliograph parked redrive --project p --prefix x --database d --all",
    );
  });
});
