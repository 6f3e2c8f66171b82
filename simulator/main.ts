import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface, type Interface } from "node:readline";
import { messageOf } from "../shared/base/message-of.ts";
import { openLooksLines } from "./looks/looks-lines.ts";
import { type BotTarget, readOptions } from "./options.ts";
import { startPlatform } from "./platform.ts";
import type { PlatformFact } from "./state/platform-fact.ts";
import { openTerminal } from "./terminal/open-terminal.ts";
import { USAGE } from "./usage.ts";
import { webhookUrl } from "./webhooks/send-webhook.ts";
import type { WebhookForm } from "./webhooks/variant.ts";
import { verifyWebhook } from "./webhooks/verify-webhook.ts";
import type { WebhookAttempt } from "./webhooks/webhook-queue.ts";

/** Phones show a message soon. Their users read it soon after, or when they are told to. */
const RECEIPTS = {
  auto: { deliveredAfterMs: 300, readAfterMs: 1000 },
  delivered: { deliveredAfterMs: 300 },
} as const;

const PATHS = ["/rcs", "/business-messages"] as const;

async function main(): Promise<void> {
  const { isHelp, port, seed, contract, form, webhook, receipts, verify } = readOptions(process.argv.slice(2));
  if (isHelp) return print(USAGE);
  if (verify !== undefined) return verifyBoth(verify, form);
  const stopped = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await using platform = await startPlatform({
    port,
    seed,
    contract,
    webhookForm: form,
    clock: { now: () => new Date() },
    onFact: openPrinter(),
    onWebhook: printAttempt,
    ...(webhook === undefined ? {} : { webhook, profile: { autoReceipts: RECEIPTS[receipts] } }),
  });
  print(`${platform.url}\n`);
  if (webhook !== undefined) printTarget(webhook);
  const lines = createInterface({ input: process.stdin });
  void takeLines(lines, openTerminal({ platform, print, readFile }));
  await stopped;
  lines.close();
}

/** One after the other, so that what was piped is done in its order. The simulator goes on when there are no more. */
async function takeLines(lines: Interface, take: (line: string) => Promise<void>): Promise<void> {
  for await (const line of lines) await take(line);
}

/** Without the query, which may hold a secret of the bot's. */
function printTarget({ url }: BotTarget): void {
  const [rcs, businessMessages] = PATHS.map((path) => webhookUrl(url, path).replace(/\?.*/, ""));
  print(`webhooks go to ${rcs === businessMessages ? rcs : `${rcs} and ${businessMessages}`}\n`);
}

/** Prints a result per channel. The exit code is 1 when one of them failed. */
async function verifyBoth(target: BotTarget, form: WebhookForm): Promise<void> {
  for (const channel of ["rcs", "business-messages"] as const) {
    await verifyWebhook(channel, target, form).then(() => print(`verified ${channel}\n`), printError);
  }
}

function printError(error: unknown): void {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}

/** Prints no phone numbers and no texts. */
function openPrinter(): (fact: PlatformFact) => void {
  const looksLines = openLooksLines();
  return (fact) => {
    print(
      looksLines(fact)
        .map((line) => `advice ${line}\n`)
        .join(""),
    );
    if (fact.type === "call-refused") print(`refused ${fact.status} ${fact.method}: ${fact.message}\n`);
    if (fact.type === "call-advised") for (const line of fact.advice) print(`advice ${fact.method}: ${line}\n`);
    if (fact.type === "call-answered") print(`answered ${fact.status} ${fact.call.method} ${fact.call.path}\n`);
  };
}

function printAttempt({ status, noAnswer, result }: WebhookAttempt): void {
  print(`webhook ${result} ${status ?? `without an answer: ${noAnswer}`}\n`);
}

function print(text: string): void {
  process.stdout.write(text);
}

await main().catch(printError);
