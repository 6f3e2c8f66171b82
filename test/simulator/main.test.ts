import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { isObject } from "../../shared/base/json.ts";
import { LOOKS } from "../../simulator/looks/looks.ts";
import { ID, rcsPath } from "../support/api-client.ts";
import { singing } from "../support/canaries.ts";
import { listen } from "../support/listen.ts";
import { startReceiver } from "../support/webhook-receiver.ts";

const MAIN = fileURLToPath(new URL("../../simulator/main.ts", import.meta.url));

const EXPECTED: Readonly<Record<string, string>> = {
  "--port": "a number from 0 to 65535",
  "--seed": `a number from 0 to ${2 ** 32 - 1}`,
  "--contract": "observed or documented",
  "--form": "rich or bare",
  "--receipts": "auto or delivered",
};

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

test("main prints what looks otherwise on a phone, with or without what a careful client would not send", async () => {
  const simulator = run("--port", "0", "--contract", "documented");
  const lines = createInterface({ input: simulator.stdout });
  const printed: string[] = [];
  lines.on("line", (line) => printed.push(line));
  const [url] = await once(lines, "line");
  const path = rcsPath(`agentMessages?messageId=${ID}&agentId=bank`);
  const text = "See https://shop.example/cake for more";
  const answer = await fetch(`${url}${path}`, { method: "POST", body: JSON.stringify({ contentMessage: { text } }) });
  expect(answer.headers.get("x-simulator-advice")).toBeNull();
  const ended = once(simulator, "exit");
  simulator.kill("SIGINT");
  await ended;
  expect(printed).toContain(`advice iPhone: ${LOOKS["link-not-last"].advice}`);
});

test("main prints nothing of a call but what became of it", async () => {
  const simulator = run("--port", "0");
  const lines = createInterface({ input: simulator.stdout });
  const printed: string[] = [];
  lines.on("line", (line) => printed.push(line));
  const [url] = await once(lines, "line");
  const bird = "kanarienvogel";
  const path = rcsPath(`agentMessages?messageId=${ID}&agentId=bank`).replaceAll(/\+\d+/g, "+447700910001");
  const wrong = rcsPath(`agentMessages?messageId=${bird}&agentId=${bird}`);
  const said = (content: object) => JSON.stringify({ contentMessage: content });
  const calls: readonly (readonly [path: string, body: string])[] = [
    [path, said({ text: bird })],
    [wrong, said({ text: bird })],
    [`/v1/${bird}`, said({ text: bird })],
    [path, said({ [`${bird} 1`]: bird })],
    [path, said({ text: bird, "+447700910001": 1 })],
    [path, said({ text: [bird] })],
    [path, said({ contentInfo: { fileUrl: `https://${bird}.example/a?x-goog-signature=${bird}` } })],
    [path, said({ text: "Hi", suggestions: [{ reply: { text: bird.repeat(9), postbackData: bird } }] })],
    [path, said({ richCard: { standaloneCard: { cardOrientation: bird, cardContent: { title: bird } } } })],
    [path, bird],
    [path, `{"${bird}`],
    [
      `/v1/conversations/${bird}/messages`,
      JSON.stringify({ messageId: bird, text: bird, [`https://${bird}.example/`]: bird }),
    ],
    [`/v1/conversations/${bird}/events?eventId=${bird}`, JSON.stringify({ eventType: bird })],
  ];
  const headers = { authorization: `Bearer ${bird}`, "content-type": "application/json" };
  for (const [to, body] of calls) await fetch(`${url}${to}`, { method: "POST", headers, body });
  const ended = once(simulator, "exit");
  simulator.kill("SIGINT");
  await ended;
  expect(printed.filter((line) => /^(answered|refused) /.test(line))).toHaveLength(calls.length);
  expect(singing(printed)).toEqual([]);
});

test.each([
  ["the secret", 0, (secret: string) => secret],
  ["another word", 1, () => "OK"],
])("main --verify of an ingress that answers %s ends with %i", async (_name, code, answer) => {
  const { url } = await listen(({ body }) => ({
    status: 200,
    body: answer(isObject(body) ? String(body.secret) : ""),
  }));
  const verdict = run("--verify", url, "--token", "T");
  const ended = once(verdict, "exit");
  const [good, bad] = await Promise.all([text(verdict.stdout), text(verdict.stderr)]);
  expect(await ended).toEqual([code, null]);
  expect(good).toBe(code === 0 ? "verified rcs\nverified business-messages\n" : "");
  expect(bad.split("\n").filter((line) => line.startsWith("Cannot verify the webhook"))).toHaveLength(2 * code);
});

test("main takes what Google's front end takes, with advice, and --contract documented does not", async () => {
  const post = async (...args: readonly string[]) => {
    const simulator = run("--port", "0", ...args);
    const lines = createInterface({ input: simulator.stdout })[Symbol.asyncIterator]();
    const path = rcsPath("agentMessages?messageId=1&agentId=bank");
    const body = '{"contentMessage": {"text": "Hello",}}';
    const { status } = await fetch(`${(await lines.next()).value}${path}`, { method: "POST", body });
    const printed = (await lines.next()).value;
    simulator.kill("SIGINT");
    return { status, printed };
  };
  expect(await post()).toEqual({ status: 200, printed: expect.stringMatching(/^advice POST: messageId: ./) });
  expect(await post("--contract", "documented")).toEqual({
    status: 400,
    printed: expect.stringMatching(/^refused 400 POST: Cannot take the call as documented: messageId: ./),
  });
});

test("main --help prints the options", async () => {
  expect(await text(run("--help").stdout)).toContain("--webhook <url>");
});

test.each([
  ["--port", "far"],
  ["--seed", "-1"],
  ["--webhook", "here"],
  ["--verify", "here"],
  ["--contract", "strict"],
  ["--form", "plain"],
  ["--receipts", "none"],
])("main refuses %s %s", async (option, value) => {
  expect(await text(run(`${option}=${value}`).stderr)).toBe(
    `Cannot use ${option} ${value}: expected ${EXPECTED[option] ?? "a URL with http or https"}\n`,
  );
});

test.each([
  [["--webhook", "http://127.0.0.1:1"], "Cannot use --webhook without --token: expected the bot's client token"],
  [["--verify", "http://127.0.0.1:1"], "Cannot use --verify without --token: expected the bot's client token"],
  [["--webhook", "http://127.0.0.1:1", "--token", ""], "Cannot use --token: expected a text that is not empty"],
  [
    ["--webhook", "http://ada:secret@127.0.0.1:1/", "--token", "T"],
    "Cannot use --webhook: expected a URL without a user, a password or a fragment",
  ],
])("main refuses %j", async (args, refusal) => {
  const refused = run(...args);
  const ended = once(refused, "exit");
  expect(await text(refused.stderr)).toBe(`${refusal}\n`);
  expect(await ended).toEqual([1, null]);
});

test("main says why a webhook has no answer", async () => {
  const simulator = run("--webhook", "http://127.0.0.1:1/", "--token", "T");
  simulator.stdin.write("Hi\n");
  const lines = createInterface({ input: simulator.stdout })[Symbol.asyncIterator]();
  await lines.next();
  await lines.next();
  const { value } = await lines.next();
  simulator.kill("SIGINT");
  expect(value).toBe("webhook retried without an answer: a port that fetch blocks; choose another");
});

test.each([
  ["", "and http://127.0.0.1:1/business-messages"],
  ["/bots/mine?key=secret", ""],
])("main says where webhooks go: http://127.0.0.1:1%s", async (path, other) => {
  const simulator = run("--webhook", `http://127.0.0.1:1${path}`, "--token", "T");
  const lines = createInterface({ input: simulator.stdout })[Symbol.asyncIterator]();
  await lines.next();
  const { value } = await lines.next();
  simulator.kill("SIGINT");
  expect(value).toBe(`webhooks go to http://127.0.0.1:1${path === "" ? `/rcs ${other}` : "/bots/mine"}`);
});
