import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

/** What a folder may import besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "shared/base": [],
  "shared/webhook": ["shared/base"],
  "shared/envelope": ["shared/base", "shared/webhook"],
  "shared/inbound": ["shared/base", "shared/envelope"],
  "shared/bot": ["shared/base", "shared/inbound"],
  "shared/effect": ["shared/base", "shared/envelope", "shared/inbound", "shared/bot"],
  "shared/google": ["shared/base", "shared/envelope", "shared/inbound", "shared/bot", "shared/effect"],
  "shared/local": ["shared/base", "shared/envelope", "shared/inbound", "shared/bot", "shared/effect"],
  bot: ["shared/base", "shared/inbound", "shared/bot"],
  functions: [
    "shared/base",
    "shared/webhook",
    "shared/envelope",
    "shared/inbound",
    "shared/bot",
    "shared/effect",
    "shared/google",
    "bot",
  ],
  // What it renders are our facts; how Google writes them it knows by itself.
  simulator: ["shared/base", "shared/inbound", "shared/effect"],
  cli: ["shared", "bot", "functions", "simulator"],
  // Knows nothing of the system: it answers for Google's provider.
  "test/terraform/stand-in": [],
  test: ["shared", "bot", "functions", "simulator", "cli", "test"],
};

/** Packages and the only places that know them. */
const PACKAGES: readonly { readonly name: RegExp; readonly in: RegExp }[] = [
  { name: /^@google-cloud\/|^google-auth-library/, in: /^(shared\/google|test)\// },
  { name: /^node:sqlite$/, in: /^(shared\/local|test)\// },
  { name: /^node:(crypto|path|url)$/, in: /./ },
  { name: /^uuid$/, in: /^shared\/effect\// },
  { name: /^(bcp-47-match|intl-messageformat)$/, in: /^(shared\/bot\/translator\.ts$|test\/bot\/)/ },
  { name: /^esbuild$/, in: /^functions\/build\.ts$/ },
  { name: /^fflate$/, in: /^(functions\/archive\.ts|test\/(functions|terraform)\/)/ },
  { name: /^businessmessages$/, in: /^test\/simulator\// },
  { name: /^fast-check$/, in: /^test\/properties\// },
  { name: /^@(grpc|msgpack)\//, in: /^test\/terraform\/stand-in\// },
  { name: /^vitest/, in: /^(test\/|vitest\.config\.ts$)/ },
  // Types only: the server itself is started elsewhere.
  { name: /^node:http$/, in: /^(shared\/(base\/listener\.ts|google|local)|functions\/host\.ts|simulator|cli|test)/ },
  { name: /^node:/, in: /^(shared\/(google|local)|functions\/(build|settings|host)\.ts|simulator|cli|test)/ },
];

/** Where the clock, chance, the network, the environment and the console are touched; everything else gets them as arguments. */
const WORLD =
  /\bfetch\(|\bprocess\.(env|std|exit|on|kill)|\bconsole\.|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(|\bset(Timeout|Interval)\(|\breadFileSync\(/;
const TOUCHES_THE_WORLD =
  /^(shared\/(google|local)\/|bot\/world\.ts|functions\/([a-z]+\/index|build|settings|start)\.ts|simulator\/|cli\/|test\/|vitest)/;

const files = globSync(["*.ts", "{bot,cli,functions,shared,simulator,test}/**/*.ts"]).sort();
const sources = files.map((file) => ({ file, code: readFileSync(file, "utf8") }));

describe("the architecture", () => {
  it.each(sources)("$file imports only what its folder may", ({ file, code }) => {
    expect(imports(code).filter((name) => !isAllowed(file, name))).toEqual([]);
  });

  it.each(sources)("$file touches the world only where that is its task", ({ file, code }) => {
    const touched = withoutComments(code).match(WORLD)?.[0];
    expect(TOUCHES_THE_WORLD.test(file) ? undefined : touched).toBeUndefined();
  });

  it.each(sources)("$file knows no more of the bot than the bot", ({ file, code }) => {
    const known = imports(code).map((name) => (name.startsWith(".") ? join(dirname(file), name) : name));
    const inside = known.filter((name) => name.startsWith("bot/") && name !== "bot/bot.ts");
    expect(/^(bot|test\/bot)\//.test(file) ? [] : inside).toEqual([]);
  });

  it("has a rule for every folder of sources", () => {
    const homeless = files.filter((file) => file.includes("/") && folderOf(file) === undefined);
    expect(homeless).toEqual([]);
  });

  it("forbids what it should", () => {
    expect(isAllowed("shared/base/x.ts", "../effect/ports.ts")).toBe(false);
    expect(isAllowed("bot/bot.ts", "../shared/google/rcs.ts")).toBe(false);
    expect(isAllowed("functions/messages/x.ts", "@google-cloud/firestore")).toBe(false);
    expect(isAllowed("shared/inbound/x.ts", "left-pad")).toBe(false);
    expect(WORLD.test("const now = Date.now();")).toBe(true);
    expect(imports('export type { A } from "./a.ts";\nconst b = await import("./b.ts");\nimport "./c.ts";')).toEqual([
      "./a.ts",
      "./b.ts",
      "./c.ts",
    ]);
  });
});

function imports(code: string): readonly string[] {
  const statements = withoutComments(code).matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)"([^"\s,]+)"/g);
  return [...statements].map((match) => match[1] ?? "");
}

function isAllowed(file: string, name: string): boolean {
  if (!name.startsWith(".")) return PACKAGES.find((rule) => rule.name.test(name))?.in.test(file) ?? false;
  const target = join(dirname(file), name);
  const [from, to] = [folderOf(file), folderOf(target)];
  if (from === undefined || to === undefined) return false;
  return from === to || (MAY_IMPORT[from] ?? []).some((folder) => to === folder || to.startsWith(`${folder}/`));
}

function folderOf(file: string): string | undefined {
  return Object.keys(MAY_IMPORT).find((folder) => file.startsWith(`${folder}/`));
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
}
