import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { MAY_IMPORT, PACKAGES, SURROUNDINGS } from "./architecture-rules.ts";

const files = globSync(
  ["*.ts", "{bot,cli,examples,functions,operations,page,shared,simulator,test,tools}/**/*.{ts,tsx}"],
  {
    exclude: ["**/node_modules/**"],
  },
).sort();
const sources = files.map((file) => ({ file, code: readFileSync(file, "utf8") }));

describe("the architecture", () => {
  it.each(sources)("$file imports only what its folder may", ({ file, code }) => {
    expect(imports(code).filter((name) => !isAllowed(file, name))).toEqual([]);
  });

  it.each(sources)("$file touches its surroundings only where that is its task", ({ file, code }) => {
    expect(touched(code).filter((what) => !SURROUNDINGS[what]?.in.test(file))).toEqual([]);
  });

  it("exports each type under a name of its own", () => {
    const ours = sources.filter(({ file }) => !/^(bot|examples)\//.test(file));
    const exported = ours.flatMap(({ file, code }) => exportedTypes(code).map((name) => ({ name, file })));
    const places = Map.groupBy(exported, ({ name }) => name);
    expect([...places].filter(([, found]) => found.length > 1).map(([name]) => name)).toEqual([]);
  });

  it("has a rule for every folder of sources", () => {
    const homeless = files.filter((file) => file.includes("/") && ruleOf(file) === undefined);
    expect(homeless).toEqual([]);
  });

  it("forbids what it should", () => {
    expect(isAllowed("shared/base/x.ts", "../turn/take-turn.ts")).toBe(false);
    expect(isAllowed("bot/bot.ts", "../../shared/google/rcs/messenger.ts")).toBe(false);
    expect(isAllowed("test/support/embedded.ts", "../../bot/bot.ts")).toBe(false);
    expect(isAllowed("test/end-to-end/suite.ts", "../../examples/shop/bot.ts")).toBe(false);
    expect(isAllowed("functions/messages/x.ts", "../outbound/outbound.ts")).toBe(false);
    expect(isAllowed("functions/settings.ts", "./ingress/on-webhook.ts")).toBe(false);
    expect(isAllowed("functions/messages/x.ts", "@google-cloud/firestore")).toBe(false);
    expect(isAllowed("shared/inbound/x.ts", "left-pad")).toBe(false);
    expect(imports('export type { A } from "./a.ts";\nconst b = await import("./b.ts");\nimport "./c.ts";')).toEqual([
      "./a.ts",
      "./b.ts",
      "./c.ts",
    ]);
    expect(exportedTypes("export interface A {}\nexport type B = 1;\ntype C = 2;")).toEqual(["A", "B"]);
  });

  it.each([
    ["time and chance", "Date.now()"],
    ["time and chance", "new Date()"],
    ["time and chance", "setImmediate(run)"],
    ["time and chance", 'import { setTimeout as wait } from "node:timers/promises"'],
    ["time and chance", "queueMicrotask(run)"],
    ["time and chance", "process.nextTick(run)"],
    ["time and chance", "process.hrtime.bigint()"],
    ["time and chance", "AbortSignal.timeout(5)"],
    ["time and chance", "performance.now()"],
    ["time and chance", "{ random = Math.random }"],
    ["time and chance", 'import { randomUUID, randomBytes } from "node:crypto"'],
    ["time and chance", "crypto.getRandomValues(bytes)"],
    ["the network, the process and its disk", "fetch(url)"],
    ["the network, the process and its disk", "process.env"],
    ["the network, the process and its disk", "console.log(1)"],
  ])("finds %s in: %s", (what, code) => expect(touched(code)).toEqual([what]));
});

function touched(code: string): readonly string[] {
  return Object.keys(SURROUNDINGS).filter((what) => SURROUNDINGS[what]?.names.test(withoutComments(code)));
}

function imports(code: string): readonly string[] {
  const statements = withoutComments(code).matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)"([^"\s,]+)"/g);
  return [...statements].map((match) => match[1] ?? "");
}

function exportedTypes(code: string): readonly string[] {
  return [...code.matchAll(/^export (?:interface|type|class) (\w+)/gm)].map((match) => match[1] ?? "");
}

function isAllowed(file: string, name: string): boolean {
  if (!name.startsWith(".")) return PACKAGES.some((rule) => rule.name.test(name) && rule.in.test(file));
  // The adopter's tests may use what ours use.
  if (/^(bot|examples)\/.*\.test\.ts$/.test(file)) return true;
  const target = join(dirname(file), name);
  const [from, to] = [ruleOf(file), ruleOf(target)];
  if (from === undefined || to === undefined) return false;
  return from === to || (MAY_IMPORT[from] ?? []).some((allowed) => covers(allowed, target));
}

function covers(allowed: string, target: string): boolean {
  if (allowed.endsWith(".ts")) return target === allowed;
  if (allowed.endsWith("/*")) return dirname(target) === allowed.slice(0, -2);
  return target.startsWith(`${allowed}/`);
}

/** The longest name that fits. */
function ruleOf(file: string): string | undefined {
  const fitting = Object.keys(MAY_IMPORT).filter((name) => file === name || file.startsWith(`${name}/`));
  return fitting.toSorted((one, other) => other.length - one.length)[0];
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
}
