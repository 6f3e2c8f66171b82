#!/usr/bin/env node
// Starts on any Node from 20 on, as npm's scripts do: the project's own Node 24 is used where this one is older.
const { spawn } = require("node:child_process");
const { existsSync } = require("node:fs");
const { enableCompileCache } = require("node:module");
const { join } = require("node:path");

const WANTED = 24;

if (Number(process.versions.node.split(".")[0]) >= WANTED) start();
else startOver(join(__dirname, "..", "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node"));

/** The second command of a day takes half the time: what the compiler has made is kept in the system's temporary folder. */
function start() {
  enableCompileCache();
  void import("./heliograph.ts");
}

function startOver(node) {
  if (!existsSync(node)) {
    console.error(
      `Cannot run on Node ${process.versions.node}: run npm ci, which brings Node ${WANTED}, or install it`,
    );
    process.exit(1);
  }
  const child = spawn(node, [__filename, ...process.argv.slice(2)], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  // Ctrl-C reaches the child by itself; this process waits for it to finish what it has begun.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
}
