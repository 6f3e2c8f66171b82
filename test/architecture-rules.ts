// What may import what, which packages are known where, and where the world is touched: the only place where it is written down.

const SAID_AND_HEARD = ["shared/base", "shared/inbound", "shared/reply", "shared/bot"];
const NOUNS = [...SAID_AND_HEARD, "shared/envelope", "shared/conversation"];
const ADAPTER = [...NOUNS, "shared/ports"];

/** What a folder or file may import besides itself: the longest name that fits it has its rule. A file's name as target is that file alone. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
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
  "shared/google/project": ["shared/base", "shared/ports", "shared/google/http"],
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
  // What the page is told and asks for, which both sides of the wire read.
  page: ["shared/base", "simulator/acts"],
  "page/server": ["shared/base", "page"],
  // It runs in a browser, and knows of the system what it is told.
  "page/client": ["page", "simulator/looks"],
  cli: ["shared", "functions", "operations", "page", "page/server", "simulator", "tools/build/release.ts"],
  tools: [],
  // Knows nothing of the system: it answers for Google's provider.
  "test/terraform/stand-in": [],
  // Nothing of bot/ or examples/: whatever an adopter writes there, these tests stay green.
  test: ["shared", "functions", "operations", "page", "simulator", "cli", "tools", "test/terraform/stand-in"],
  // Whether there is a browser to test the page in.
  "vitest.config.ts": ["test/support/find-chromium.ts", "test/support/longest-first.ts"],
};

/** Packages and the only places that know them. */
export const PACKAGES: readonly { readonly name: RegExp; readonly in: RegExp }[] = [
  { name: /./, in: /^(bot|examples)\// },
  { name: /^@google-cloud\/|^google-auth-library/, in: /^(shared\/google|test)\// },
  { name: /^node:sqlite$/, in: /^(shared\/local|test)\// },
  { name: /^node:(crypto|path|url)$/, in: /./ },
  { name: /^uuid$/, in: /^shared\/conversation\// },
  { name: /^(bcp-47-match|intl-messageformat)$/, in: /^(shared\/bot\/translator\.ts$|test\/)/ },
  { name: /^@formatjs\/icu-messageformat-parser$/, in: /^shared\/bot\/check-texts\.ts$/ },
  { name: /^commander$/, in: /^cli\// },
  { name: /^(@modelcontextprotocol\/server|zod)/, in: /^cli\/mcp\// },
  { name: /^@modelcontextprotocol\/client/, in: /^test\/cli\/mcp\.test\.ts$/ },
  { name: /^csv-parse/, in: /^cli\/read-people-file\.ts$/ },
  { name: /^esbuild$/, in: /^(tools\/build\/build|page\/server\/bundle-client)\.ts$/ },
  { name: /^preact$/, in: /^page\/client\// },
  { name: /^(playwright-core|axe-core)/, in: /^test\/page\// },
  { name: /^uqr$/, in: /^cli\/commands\/setup-link\.ts$/ },
  { name: /^(jsqr|yaml)$/, in: /^test\// },
  { name: /^fflate$/, in: /^(tools\/build\/archive\.ts$|test\/)/ },
  { name: /^(businessmessages|googleapis-common)$/, in: /^test\/simulator\/clients\// },
  { name: /^fast-check$/, in: /^test\/properties\// },
  { name: /^ajv\//, in: /^test\/(properties\/|support\/schemas\.ts$)/ },
  { name: /^@(grpc|msgpack)\//, in: /^test\/terraform\/stand-in\// },
  { name: /^vitest/, in: /^(test\/|vitest\.config\.ts$)/ },
  { name: /^node:http$/, in: /^(shared\/base\/(request-listener|read-body)|functions\/host)\.ts$/ },
  {
    name: /^node:/,
    in: /^(shared\/(google|fallback|local)|simulator|cli|page\/server|test|tools)\/|^functions\/(settings|host|bound-heap)\.ts$/,
  },
];

/** What is touched only where that is the task; everything else gets it as an argument. */
export const SURROUNDINGS: Readonly<Record<string, { readonly names: RegExp; readonly in: RegExp }>> = {
  "time and chance": {
    names:
      /\bDate\.now\b|\bnew Date\(\)|\bset(Timeout|Interval|Immediate)\b|\bqueueMicrotask\b|\bprocess\.(nextTick|hrtime|uptime)\b|\bAbortSignal\.timeout\b|\bperformance\b|\bnode:(timers|perf_hooks)\b|\bMath\.random\b|\brandom(UUID|Bytes|Int|Fill|FillSync)\b|\bgetRandomValues\b/,
    in: new RegExp(
      [
        // Both ports, and what keeps them for a whole process of the simulator.
        "^shared/google/(clock|http/retry)\\.ts$",
        "^simulator/(main|real-uuid|time/timers|phones/wait-for-phone)\\.ts$",
        // Below the cut at which the world can be another one: calls over sockets and to disks.
        "^shared/(google/firestore/attempt|local/(push|pusher|serve|media-store))\\.ts$",
        "^simulator/(webhooks/send-webhook|tasks/post-task|checks/media|acts/download-file)\\.ts$",
        // The simulation runs on virtual time; its scheduler and what measures it do not.
        "^test/simulation/(scheduler|simulate|[a-z-]+-bench|[a-z-]+\\.test)\\.ts$",
        "^(cli|page|tools|bot|examples)/|^test/(?!simulation/)|^vitest",
      ].join("|"),
    ),
  },
  "the network, the process and its disk": {
    names: /\bfetch\(|\bprocess\.(env|std|exit|on|kill)|\bconsole\.|\breadFileSync\(/,
    in: /^(cli|page|tools|bot|examples|test)\/|^shared\/local\/push\.ts$|^simulator\/(main|client|webhooks\/send-webhook|tasks\/post-task|checks\/media|acts\/download-file)\.ts$|^functions\/(settings|start)\.ts$|^vitest/,
  },
};
