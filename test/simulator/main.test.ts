import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ID, rcsPath } from "./api-client.ts";
import { startReceiver } from "./receiver.ts";

const MAIN = fileURLToPath(new URL("../../simulator/main.ts", import.meta.url));

const run = (...args: readonly string[]) => spawn(process.execPath, [MAIN, ...args]);

test("main prints its address, posts signed receipts, and ends on SIGINT", async () => {
  const received = Promise.withResolvers<unknown>();
  await using receiver = await startReceiver((webhook) => {
    received.resolve(webhook);
    return 200;
  });
  const { url: webhook, token } = receiver.target;
  const simulator = run("--port", "0", "--webhook", webhook, "--token", token, "--seed", "7");
  const [url] = await once(createInterface({ input: simulator.stdout }), "line");
  const path = rcsPath(`agentMessages?messageId=${ID}&agentId=bank`);
  const body = JSON.stringify({ contentMessage: { text: "Hello" } });
  expect(await fetch(`${url}${path}`, { method: "POST", body })).toMatchObject({ status: 200 });
  expect(await received.promise).toMatchObject({ isSigned: true, event: { eventType: "DELIVERED", messageId: ID } });
  const ended = once(simulator, "exit");
  simulator.kill("SIGINT");
  expect(await ended).toEqual([0, null]);
});

test("main explains itself", async () => {
  expect(await text(run("--help").stdout)).toContain("--webhook <url>");
});

test.each([
  ["--port", "far"],
  ["--seed", "-1"],
  ["--webhook", "here"],
])("main refuses %s %s", async (option, value) => {
  expect(await text(run(`${option}=${value}`).stderr)).toBe(
    `Cannot use ${option} ${value}: expected ${
      option === "--webhook"
        ? "a URL with http or https"
        : `a number from 0 to ${option === "--port" ? 65_535 : 2 ** 32 - 1}`
    }\n`,
  );
});
