#!/usr/bin/env node
// Starts on any Node from 20 on, as npm's scripts do: the project's own Node 24 is used where this one is older.
const { spawn } = require("node:child_process");
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const WANTED = 24;
const COMMAND = join(__dirname, "heliograph.ts");

if (Number(process.versions.node.split(".")[0]) >= WANTED) void import("./heliograph.ts");
else startOver(join(__dirname, "..", "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node"));

function startOver(node) {
  if (!existsSync(node)) {
    console.error(
      `Cannot run on Node ${process.versions.node}: run npm ci, which brings Node ${WANTED}, or install it`,
    );
    process.exit(1);
  }
  const child = spawn(node, [COMMAND, ...process.argv.slice(2)], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  // Ctrl-C reaches the child by itself; this process waits for it to finish what it has begun.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
}
