import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../cli/free-port.ts";
import { openPhone } from "../../simulator/client.ts";
import { start } from "../support/started.ts";

const MAIN = fileURLToPath(new URL("../../simulator/main.ts", import.meta.url));
const BOT = fileURLToPath(new URL("../../examples/python-bot/bot.py", import.meta.url));
const TOKEN = "a-client-token";
const WAIT_MS = 20_000;

/** The simulator and the bot, each in a process of its own; `signedWith` is what the simulator signs with. */
async function startBoth({ signedWith = TOKEN, args = [] }: { signedWith?: string; args?: readonly string[] } = {}) {
  const port = await freePort();
  const webhook = `http://127.0.0.1:${port}/webhook`;
  const simulator = await start([process.execPath, MAIN, "--webhook", webhook, "--token", signedWith, ...args]);
  const url = await simulator.prints(/^http:/);
  const bot = await start(["python3", BOT], { API: url, CLIENT_TOKEN: TOKEN, PORT: String(port) });
  expect(await bot.prints("http")).toBe(webhook);
  return { simulator, bot, url, webhook };
}

beforeAll(async () => {
  await promisify(execFile)("python3", ["--version"]).catch((cause: unknown) => {
    throw new Error("Cannot find python3: install Python 3, with which the example bot runs", { cause });
  });
});

describe("examples/python-bot", () => {
  test("has a conversation with chips and a file, and hears that its messages are delivered and read", async () => {
    const { url, bot } = await startBoth();
    const phone = openPhone(url);
    expect(await phone.say("Hi")).toMatchObject({ webhook: "acknowledged" });
    const hello = await phone.waitFor("Hello! What would you like to know?", WAIT_MS);
    expect(hello).toMatchObject({ suggestions: ["Opening hours", "Where are you?"] });
    await phone.tap("Opening hours");
    const { id } = await phone.waitFor("We are open from 9 to 17.", WAIT_MS);
    await phone.file({ name: "cake.png", bytes: Buffer.from("a picture") });
    await phone.waitFor("Thank you for the file: image/png, 9 bytes.", WAIT_MS);
    await phone.place(51.5, -0.12);
    await phone.waitFor("Thank you for the place.", WAIT_MS);
    await bot.prints(`DELIVERED ${id}`);
    await bot.prints(`READ ${id}`);
    const { lines } = await phone.screen();
    expect(lines.flatMap((line) => (line.by === "user" ? [line.isRead] : []))).toEqual([true, true, true, true]);
  });

  test("hears that its message is read when the user says so, where phones do not read by themselves", async () => {
    const { url, bot } = await startBoth({ args: ["--receipts", "delivered"] });
    const phone = openPhone(url);
    await phone.say("Hi");
    const { id } = await phone.waitFor("Hello", WAIT_MS);
    await bot.prints(`DELIVERED ${id}`);
    expect(bot.printed).not.toContain(`READ ${id}`);
    await phone.read();
    await bot.prints(`READ ${id}`);
    await phone.stop();
    await bot.prints("UNSUBSCRIBE");
  });

  test("talks with two users, each on their own phone", async () => {
    const { url } = await startBoth();
    const [ada, ben] = [openPhone(url, { address: "+447700900001" }), openPhone(url, { address: "+447700900002" })];
    await Promise.all([ada.say("Hi"), ben.say("Hi")]);
    await Promise.all([ada.waitFor("Hello", WAIT_MS), ben.waitFor("Hello", WAIT_MS)]);
    await ben.tap("Where are you?");
    await ben.waitFor("At the harbour.", WAIT_MS);
    expect((await ada.screen()).lines).toMatchObject([{ text: "Hi" }, { text: expect.stringContaining("Hello") }]);
  });

  test("answers the handshake of who knows its token, and nobody else's", async () => {
    const { webhook } = await startBoth();
    const verify = (token: string) => start([process.execPath, MAIN, "--verify", webhook, "--token", token]);
    await (await verify(TOKEN)).prints("verified rcs");
    await (await verify("another")).prints("Cannot verify the webhook of rcs: expected 200, got 403");
  });

  test("takes no webhook that is signed with another token", async () => {
    const { url } = await startBoth({ signedWith: "another" });
    expect(await openPhone(url).say("Hi")).toMatchObject({ webhook: "retried", status: 401 });
  });
});

describe("npm run simulator", () => {
  test("takes what is typed, prints what the phone shows, and ends although somebody waits for a phone", async () => {
    const { simulator, url } = await startBoth();
    simulator.type("/say Hi");
    await simulator.prints("+447700900123 bot: Hello! What would you like to know?");
    await simulator.prints("tap: 1 Opening hours | 2 Where are you?");
    simulator.type("/tap Closing hours");
    await simulator.prints("Cannot tap Closing hours: expected one of Opening hours, Where are you?");
    simulator.type("/tap 1");
    await simulator.prints("bot: We are open from 9 to 17.");
    const waiting = expect(openPhone(url).waitFor("never", 60_000)).rejects.toThrow(
      `Cannot reach the simulator at ${url}`,
    );
    await openPhone(url).screen();
    expect(await simulator.interrupt()).toBe(0);
    await waiting;
  });
});
