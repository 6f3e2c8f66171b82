import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { IN_MEMORY, readOptions } from "../../cli/options.ts";
import { readOwnAgent } from "../../cli/own/own-agent.ts";
import { openPhone } from "../../simulator/client.ts";
import { BARE_ENV } from "../support/bare-env.ts";
import { endOf, startHeliograph } from "../support/run-heliograph.ts";
import { anyFolder } from "../support/temporary-folder.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PHONE = "+447700900301";
const WAIT = { timeout: 30_000, interval: 100 };

/** A process of our sources whose lines are kept; it is ended with what it is used by. */
function startProcess(
  [file, ...args]: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = anyFolder(),
) {
  const child: ChildProcess = spawn(process.execPath, [`${ROOT}${file}`, ...args], {
    cwd,
    env: { ...BARE_ENV, ...env },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
  const exited = once(child, "exit");
  return {
    child,
    printed: () => printed,
    says: (words: string | RegExp) => vi.waitFor(() => expect(printed).toMatch(words), WAIT),
    async [Symbol.asyncDispose]() {
      child.kill("SIGINT");
      await exited;
    },
  };
}

/** A tunnel as users have one: a server with another name that passes on what it gets. */
async function openTunnel() {
  let led = Promise.withResolvers<string>();
  const server = createServer(async (incoming, response) => {
    const { method, headers, url = "/" } = incoming;
    const target = await led.promise;
    const passed = request(`${target}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => response.writeHead(502).end());
    incoming.pipe(passed);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Waits with what it gets until the bot has an ingress. */
    async leadTo(bot: ReturnType<typeof startProcess>) {
      led = Promise.withResolvers();
      await bot.says(/Ingress is at (\S+):/);
      led.resolve(/Ingress is at (\S+):/.exec(bot.printed())?.[1] ?? "");
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function start(...told: readonly string[]) {
  const google = startProcess(["test/support/simulator-process.ts"]);
  await google.says(/^http.*\n/);
  const api = google.printed().trim();
  const tunnel = await openTunnel();
  const folder = anyFolder();
  const data = `${folder}/own.sqlite`;
  const command = ["cli/start.ts", "--port", "0", "--data", data, "--agent", "my_agent", "--url", tunnel.url, ...told];
  const startAgain = () => startProcess(command, { RCS_API: api, NO_COLOR: "1" }, folder);
  const bot = startAgain();
  await tunnel.leadTo(bot);
  const run = (...args: readonly string[]) => endOf(startHeliograph([...args, "--data", data], {}, { cwd: folder }));
  return { google, api, tunnel, bot, run, startAgain };
}

describe("npm start --agent, against a simulator in another process,", { timeout: 120_000 }, () => {
  it("points the webhook here, invites the phone, writes first when it has accepted, answers it, and greets nobody twice", async () => {
    const { google, api, tunnel, bot, run, startAgain } = await start("--phone", PHONE);
    await using _tunnel = tunnel;
    await using _google = google;
    await using _bot = bot;
    await bot.says(`Its webhook goes to ${tunnel.url}/rcs now`);
    await bot.says("accept it there");
    google.child.stdin?.write(`${PHONE}\n`);
    await bot.says("The first message is on its way");
    const phone = openPhone(api, { address: PHONE, agent: "my_agent" });
    await phone.waitFor("This is the bot that runs on your machine", 20_000);
    await phone.say("Hi");
    await vi.waitFor(async () => expect((await phone.screen()).lines).toHaveLength(3), WAIT);
    await bot.says(/rcs {2}\+44…301 {2}"Hi" → ".+" {2}no route, answered \d+ ms/);
    expect((await run("timeline", PHONE)).stdout).toContain("my_agent");
    bot.child.kill("SIGINT");
    await bot.says("my_agent has no webhook of its own any more, as before.");
    await using again = startAgain();
    await tunnel.leadTo(again);
    await again.says("Your phone has heard from this agent before: write to it.");
    expect((await phone.screen()).lines).toHaveLength(3);
    const listed = await fetch(`${api}/simulator/phones`);
    expect(await listed.json()).toEqual({ phones: [{ channel: "rcs", address: PHONE }] });
  });

  it("tries the running set-up with the commands for a deployed one", async () => {
    const { google, tunnel, bot, run } = await start();
    await using _tunnel = tunnel;
    await using _google = google;
    await using _bot = bot;
    await bot.says("Ctrl-C ends it");
    expect((await run("setup")).stdout).toContain(`my_agent has the webhook ${tunnel.url}/rcs`);
    expect((await run("setup", "webhook", "--undo")).stdout).toContain("my_agent has no webhook of its own");
    expect((await run("setup", "webhook")).stdout).toContain(`my_agent has the webhook ${tunnel.url}/rcs now`);
  });

  it("leaves the webhook of a launched agent as it is, and shows the link by which its users write first", async () => {
    await using google = startProcess(["simulator/main.ts"]);
    await google.says(/^http.*\n/);
    const own = ["--agent", "demo_agent", "--url", "https://bot.example.com", "--port", "0", "--data", ":memory:"];
    await using bot = startProcess(["cli/start.ts", ...own], { RCS_API: google.printed().trim(), NO_COLOR: "1" });
    await bot.says(/launched with .*so its webhook stays as it is[\s\S]*sms:demo_agent%40rbm\.goog\n.*█/);
  });

  it.each([
    ["--agent my_agent", "Cannot use --agent without --url"],
    [`--phone ${PHONE}`, "Cannot use --phone without --agent"],
    [
      "--agent my_agent --url http://bot.example.com",
      "Cannot use --url http://bot.example.com: expected the https URL",
    ],
    ["--agent my_agent --url https://bot.example.com/#rcs", "Cannot use --url https://bot.example.com/#rcs"],
    ["--agent my_agent --url https://bot.example.com --phone 0770", "Cannot use --phone 0770: expected a number"],
    ["--agent my_agent --url https://bot.example.com --region mars", "region: expected"],
    ["--agent my_agent --url https://bot.example.com --key missing.json", "Cannot read --key missing.json"],
  ])("refuses %s", (line, why) => {
    const read = () => {
      const { own } = readOptions(line.split(" "));
      return own && readOwnAgent(own, IN_MEMORY, {});
    };
    expect(read).toThrow(why);
  });

  it("says what to do in Google's console where Google cannot be asked, and answers to the tunnel's name alone", async () => {
    const own = ["--agent", "my_agent", "--url"];
    await using bot = startProcess(
      ["cli/start.ts", "--port", "0", "--data", ":memory:", ...own, "https://bot.example.com"],
      { RCS_API: "http://127.0.0.1:1" },
    );
    await bot.says("In Google's console, the agent's webhook must be https://bot.example.com/rcs");
    const url = /Ingress is at (\S+):/.exec(bot.printed())?.[1] ?? "";
    const status = (host: string) =>
      new Promise((resolve) => {
        const asked = request(`${url}/rcs`, { method: "POST", headers: { host } }, ({ statusCode }) =>
          resolve(statusCode),
        );
        asked.end("{}");
      });
    expect(await status("bot.example.com")).toBe(401);
    expect(await status("other.example.com")).toBe(421);
  });

  it("says how to log in where Google does not know who asks", async () => {
    const own = ["--agent", "my_agent", "--url", "https://bot.example.com"];
    await using bot = startProcess(["cli/start.ts", "--port", "0", "--data", ":memory:", ...own], {
      GOOGLE_APPLICATION_CREDENTIALS: "/nowhere/key.json",
    });
    await bot.says(
      /^Google does not know who asks: check --key; without one, run gcloud auth application-default login$/m,
    );
  });
});
