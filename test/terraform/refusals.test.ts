import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { EXAMPLES, openExample } from "./examples.ts";
import { BAD_SECRETS, MISTAKES, RIGHT } from "./mistakes.ts";
import type { Ran, Workspace } from "./terraform.ts";

const [MINIMAL] = EXAMPLES;

/** Where the tests before it did not run. */
const ALL_PLANS_MS = 900_000;

type Settings = Readonly<Record<string, unknown>>;

describe.skipIf(!inject("terraform"))("a plan", () => {
  const planned = new Map<string, Promise<Ran>>();
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = await openExample(MINIMAL);
  });

  afterAll(() => workspace?.[Symbol.asyncDispose]());

  it.concurrent.each(MISTAKES)("refuses %s = %j, and says what is expected", async (setting, value, got) => {
    const { exitCode, stderr } = await planWith({ [setting]: value });
    expect([exitCode, refusalOf(setting, stderr)]).toEqual([1, expect.stringContaining(got)]);
  });

  it.concurrent.each(BAD_SECRETS)(
    "refuses a wrong $setting, and does not tell it",
    async ({ setting, value, beside }) => {
      const { exitCode, stderr } = await planWith({ [setting]: value, ...beside });
      expect([exitCode, refusalOf(setting, stderr)]).toEqual([1, expect.stringContaining("expected")]);
    },
  );

  it.concurrent.each(RIGHT)("takes %s = %j", async (setting, value) => {
    expect((await planWith({ [setting]: value })).exitCode).toBe(0);
  });

  it(
    "needs every rule of every variable: each is the only one that refuses some mistake",
    async () => {
      const alone = new Set<number>();
      for (const settings of [
        ...MISTAKES.map(([name, value]) => ({ [name]: value })),
        ...BAD_SECRETS.map(withBeside),
      ]) {
        const [rule, ...more] = new Set(rulesIn((await planWith(settings)).stderr));
        if (rule !== undefined && more.length === 0) alone.add(rule);
      }
      const needless = rules().filter((line) => !alone.has(line));
      expect(needless.map((line) => `variables.tf:${line}`)).toEqual([]);
    },
    ALL_PLANS_MS,
  );

  function planWith(settings: Settings): Promise<Ran> {
    const args = Object.entries(settings).flatMap(([name, value]) => [
      "-var",
      `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
    ]);
    const known = planned.get(args.join());
    // Beside each other: none of them changes the state.
    const run = known ?? workspace.run("plan", "-input=false", "-lock=false", ...MINIMAL.args, ...args);
    planned.set(args.join(), run);
    return run;
  }
});

function withBeside({ setting, value, beside }: (typeof BAD_SECRETS)[number]): Settings {
  return { [setting]: value, ...beside };
}

/** What Terraform says of a setting, without its frame; all that it says where it says nothing of it. */
function refusalOf(setting: string, stderr: string): string {
  const said = stderr.replaceAll(/\s*\n[│╵ ]*/g, " ");
  return new RegExp(`Cannot (?:use|deploy) (?=${setting})(.*?expected.*?\\.) `).exec(said)?.[1] ?? said;
}

/** The lines at which the rules begin that have refused. */
function rulesIn(stderr: string): readonly number[] {
  return [...stderr.replaceAll(/\s*\n[│╵ ]*/g, " ").matchAll(/variables\.tf:(\d+),/g)].map(([, line]) => Number(line));
}

function rules(): readonly number[] {
  const lines = readFileSync(new URL("../../terraform/variables.tf", import.meta.url), "utf8").split("\n");
  return lines.flatMap((line, index) => (line === "  validation {" ? [index + 1] : []));
}
