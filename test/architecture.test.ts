import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const SAID_AND_HEARD = ["shared/base", "shared/inbound", "shared/reply", "shared/bot"];
const NOUNS = [...SAID_AND_HEARD, "shared/envelope", "shared/conversation"];
const ADAPTER = [...NOUNS, "shared/ports"];

/** What a folder or file may import besides itself: the longest name that fits it has its rule. A file's name as target is that file alone. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "shared/base": [],
  "shared/webhook": ["shared/base"],
  "shared/envelope": ["shared/base", "shared/webhook"],
  "shared/inbound": ["shared/base", "shared/envelope"],
  "shared/reply": ["shared/base"],
  "shared/bot": ["shared/base", "shared/inbound", "shared/reply"],
  "shared/conversation": SAID_AND_HEARD,
  "shared/ports": NOUNS,
  "shared/store": ADAPTER,
  "shared/turn": ADAPTER,
  "shared/google": ["shared/ports"],
  "shared/google/http": ["shared/base", "shared/ports", "shared/google/clock.ts"],
  "shared/google/rcs": [...ADAPTER, "shared/google/http", "shared/google/clock.ts"],
  "shared/google/business-messages": [...ADAPTER, "shared/google/http", "shared/google/clock.ts"],
  "shared/google/pubsub": [...ADAPTER, "shared/google/http", "shared/google/grpc.ts"],
  "shared/google/firestore": [...ADAPTER, "shared/store", "shared/google/http", "shared/google/grpc.ts"],
  "shared/google/storage": ["shared/base", "shared/ports", "shared/google/http"],
  "shared/google/logging": [...ADAPTER, "shared/google/http"],
  "shared/google/tasks": [...ADAPTER, "shared/google/http", "shared/google/pubsub/publish-request.ts"],
  "shared/fallback": ["shared/base", "shared/envelope", "shared/ports", "shared/google/http"],
  "shared/local": [...ADAPTER, "shared/store"],
  // The adopter's: what a bot is written with, and nothing of transport. Packages are the adopter's business.
  bot: [...SAID_AND_HEARD, "examples"],
  examples: SAID_AND_HEARD,
  "functions/settings.ts": ["shared"],
  functions: ["shared", "functions/settings.ts"],
  "functions/ingress": ["shared", "functions/settings.ts", "functions/start.ts"],
  "functions/messages": ["shared", "functions/*", "bot/bot.ts"],
  "functions/events": ["shared", "functions/*", "bot/bot.ts"],
  "functions/receipts": ["shared", "functions/*"],
  "functions/outbound": ["shared", "functions/*", "bot/bot.ts"],
  // It renders our facts, but how Google writes them it knows by itself.
  simulator: ["shared/base", "shared/inbound", "shared/ports"],
  operations: ["shared", "functions"],
  cli: ["shared", "functions", "operations", "simulator", "bot/bot.ts", "tools/build/release.ts"],
  tools: [],
  // Knows nothing of the system: it answers for Google's provider.
  "test/terraform/stand-in": [],
  // Nothing of bot/ or examples/: whatever an adopter writes there, these tests stay green.
  test: ["shared", "functions", "operations", "simulator", "cli", "tools", "test/terraform/stand-in"],
};

/** Packages and the only places that know them. */
const PACKAGES: readonly { readonly name: RegExp; readonly in: RegExp }[] = [
  { name: /./, in: /^(bot|examples)\// },
  { name: /^@google-cloud\/|^google-auth-library/, in: /^(shared\/google|test)\// },
  { name: /^node:sqlite$/, in: /^(shared\/local|test)\// },
  { name: /^node:(crypto|path|url)$/, in: /./ },
  { name: /^uuid$/, in: /^shared\/conversation\// },
  { name: /^(bcp-47-match|intl-messageformat)$/, in: /^(shared\/bot\/translator\.ts$|test\/)/ },
  { name: /^@formatjs\/icu-messageformat-parser$/, in: /^shared\/bot\/check-texts\.ts$/ },
  { name: /^commander$/, in: /^cli\// },
  { name: /^esbuild$/, in: /^tools\/build\/build\.ts$/ },
  { name: /^fflate$/, in: /^(tools\/build\/archive\.ts$|test\/)/ },
  { name: /^(businessmessages|googleapis-common)$/, in: /^test\/simulator\/clients\// },
  { name: /^fast-check$/, in: /^test\/properties\// },
  { name: /^@(grpc|msgpack)\//, in: /^test\/terraform\/stand-in\// },
  { name: /^vitest/, in: /^(test\/|vitest\.config\.ts$)/ },
  { name: /^node:http$/, in: /^(shared\/base\/(request-listener|read-body)|functions\/host)\.ts$/ },
  {
    name: /^node:/,
    in: /^(shared\/(google|fallback|local)|simulator|cli|test|tools)\/|^functions\/(settings|host|bound-heap)\.ts$/,
  },
];

/** What is touched only where that is the task; everything else gets it as an argument. */
const SURROUNDINGS: Readonly<Record<string, { readonly names: RegExp; readonly in: RegExp }>> = {
  "time and chance": {
    names:
      /\bDate\.now\b|\bnew Date\(\)|\bset(Timeout|Interval|Immediate)\b|\bqueueMicrotask\b|\bprocess\.(nextTick|hrtime|uptime)\b|\bAbortSignal\.timeout\b|\bperformance\b|\bnode:(timers|perf_hooks)\b|\bMath\.random\b|\brandom(UUID|Bytes|Int|Fill|FillSync)\b|\bgetRandomValues\b/,
    in: new RegExp(
      [
        // Both ports, and what keeps them for a whole process of the simulator.
        "^shared/google/(clock|http/retry)\\.ts$",
        "^simulator/(main|real-uuid|time/timers|phones/wait-for-phone)\\.ts$",
        // Below the cut at which the world can be another one: calls over sockets and to disks.
        "^shared/(google/(firestore/attempt|storage/media-source)|local/(push|pusher|serve|media-store))\\.ts$",
        "^simulator/(webhooks/send-webhook|tasks/post-task|checks/media|acts/download-file)\\.ts$",
        // The simulation runs on virtual time; its scheduler and what measures it do not.
        "^test/simulation/(scheduler|simulate|[a-z-]+-bench|[a-z-]+\\.test)\\.ts$",
        "^(cli|tools|bot|examples)/|^test/(?!simulation/)|^vitest",
      ].join("|"),
    ),
  },
  "the network, the process and its disk": {
    names: /\bfetch\(|\bprocess\.(env|std|exit|on|kill)|\bconsole\.|\breadFileSync\(/,
    in: /^(cli|tools|bot|examples|test)\/|^shared\/local\/push\.ts$|^simulator\/(main|client|webhooks\/send-webhook|tasks\/post-task|checks\/media|acts\/download-file)\.ts$|^functions\/(settings|start)\.ts$|^vitest/,
  },
};

const files = globSync(["*.ts", "{bot,cli,examples,functions,operations,shared,simulator,test,tools}/**/*.ts"], {
  exclude: ["**/node_modules/**"],
}).sort();
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
