import { execFile } from "node:child_process";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TimedEntry } from "./counted-entries.ts";
import { HOUR, MINUTE, SECOND } from "./durations.ts";
import { lineEntry, requestEntry, systemEntry } from "./logged-entries.ts";
import { type FiredAlert, firedAlerts } from "./outage-alerts.ts";

/** An outage of which no function of ours can tell by its answers: no request reaches an instance. */
export interface SilentOutage {
  readonly title: string;
  /** What Cloud Logging gets of one request. */
  readonly entriesOf: (at: number) => readonly TimedEntry[];
}

/** What came of it. */
export interface SilentRun extends SilentOutage {
  /** In words: the events of ours, and what Cloud Run says. */
  readonly logged: readonly string[];
  readonly alerts: readonly FiredAlert[];
}

/** How Google repeats one webhook in the first hours. @see ./google-webhooks.ts */
const FIRST_PAUSE_MS = SECOND;
const MOST_PAUSE_MS = 10 * MINUTE;
const LASTS_MS = 2 * HOUR;

/** Of the container that Functions makes. */
const PROBE_FAILED =
  'Default STARTUP TCP probe failed 1 time consecutively for container "worker" on port 8080. The instance was not started.';

/** Settings with which ingress starts. */
const SOUND = {
  GOOGLE_CLOUD_PROJECT: "p",
  AGENTS: '[{"channel":"rcs","agent":"my_agent"}]',
  CONVERSATION_KEY: "key",
};

/** Each of them, with the lines that ingress really writes where it comes so far. Cloud Run's texts are those of its log. */
export async function silentOutages(): Promise<readonly SilentOutage[]> {
  const broken = await linesOfBrokenTokens();
  return [
    {
      title: "The secret of the client tokens is broken",
      entriesOf: (at) => [
        ...broken.map(({ severity, ...line }) => lineEntry(at, "ingress", line, severity)),
        ...deadAt(at),
      ],
    },
    { title: "The code does not load", entriesOf: deadAt },
    {
      title: "Nobody may call ingress any more",
      entriesOf: (at) => [
        requestEntry(
          at,
          403,
          "The request was not authenticated. Either allow unauthenticated invocations or set the proper Authorization header.",
        ),
      ],
    },
    {
      title: "Ingress is at its most instances",
      entriesOf: (at) => [requestEntry(at, 429, "The request was aborted because there was no available instance.")],
    },
  ];
}

/** One user writes once, to a bot that was scaled to zero; Google repeats the webhook. */
export function runSilentOutage(outage: SilentOutage): SilentRun {
  const times: number[] = [];
  let pause = FIRST_PAUSE_MS;
  for (let at = 0; at < LASTS_MS; at += pause) {
    if (times.length > 0) pause = Math.min(pause * 2, MOST_PAUSE_MS);
    times.push(at);
  }
  const entries = times.flatMap(outage.entriesOf);
  const alerts = firedAlerts({ seen: [], entries, messages: [], letters: [], begunAt: 0, endsAt: LASTS_MS });
  const said = outage.entriesOf(0).map(({ entry }) => wordsOf(entry));
  return { ...outage, logged: said, alerts };
}

function wordsOf({ jsonPayload, httpRequest, textPayload = "" }: TimedEntry["entry"]): string {
  if (jsonPayload !== undefined) return `\`${jsonPayload.event}\``;
  const sentence = textPayload.replace(/(?<=\.) .*/, "");
  return httpRequest === undefined ? `“${sentence}”` : `${httpRequest.status} “${sentence}”`;
}

function deadAt(at: number): readonly TimedEntry[] {
  return [
    systemEntry(at, "ingress", "Container called exit(1).", "WARNING"),
    systemEntry(at, "ingress", PROBE_FAILED, "ERROR"),
    requestEntry(at, 503, "The request failed because the instance failed the readiness check."),
  ];
}

interface OurLine {
  readonly severity: string;
  readonly event: string;
}

/** Starts ingress itself over such a secret, and takes what it prints. */
async function linesOfBrokenTokens(): Promise<readonly OurLine[]> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "tokens-"));
  const file = join(folder.path, "value");
  await writeFile(file, '{"my_agent": ["a token", ');
  const env = { ...SOUND, CLIENT_TOKENS_FILE: file, PATH: process.env.PATH ?? "" };
  const printed = await new Promise<string>((resolve) => {
    execFile(process.execPath, ["functions/ingress/index.ts"], { env }, (_, stdout) => resolve(stdout));
  });
  return printed
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}
