import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { freePort } from "../../cli/free-port.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localQueue } from "../../shared/local/queue.ts";
import type { Topic } from "../../shared/ports/topic.ts";
import type { RcsHandset } from "../../simulator/phones/rcs-handset.ts";
import { type Platform, startPlatform } from "../../simulator/platform.ts";
import type { PhoneView } from "../../simulator/state/phone.ts";
import { sendUntilAccepted } from "../../simulator/webhooks/send-webhook.ts";
import { rcsWebhook } from "../../simulator/webhooks/webhook.ts";
import { anyEnvelope } from "../support/any-envelope.ts";
import { hasEnded } from "../support/bundles.ts";
import { AGENTS, RCS_TOKEN } from "../support/fixtures.ts";

const WAIT = { timeout: 60_000, interval: 20 };
/** Each process takes a second to start: every seventh step is enough for every day, KILL_STRIDE=1 takes each of them. */
const STRIDE = Number(process.env.KILL_STRIDE ?? 7);
/** Fewer would mean that the killing does not work. */
const LEAST_KILLS = Math.floor(15 / STRIDE);
const AT_ONCE = 6;
const AGENT = AGENTS[0].agent;
const TEXT = "Your order is ready.";

let platform: Platform;
let folder: string;

beforeAll(async () => {
  platform = await startPlatform({ clock: systemClock });
  folder = await mkdtemp(join(tmpdir(), "heliograph-"));
});
afterAll(async () => {
  await platform.close();
  await rm(folder, { recursive: true });
});

/** What has happened, from which step on it is met, and which channel has to say it in the end. */
const CASES = [
  { name: "RCS delivers", phone: {}, expires: false, from: 1, rcs: 1, other: 0 },
  { name: "RCS does not reach the phone", phone: { reach: "no-rcs" }, expires: false, from: 1, rcs: 0, other: 1 },
  { name: "the message expires", phone: { reach: "offline" }, expires: true, from: 25, rcs: 0, other: 1 },
] as const;

type Case = (typeof CASES)[number];

describe("an outbound message with a fallback", () => {
  it.each(CASES)(
    "is said by one channel when $name, whenever the system is killed",
    { timeout: 280_000 },
    async (of) => {
      let next = of.from;
      let kills = 0;
      const take = () => {
        const n = next;
        next += STRIDE;
        return n;
      };
      const work = async () => {
        for (let n = take(); await isKilledAt(n, of); n = take()) kills += 1;
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      expect(kills).toBeGreaterThan(LEAST_KILLS);
    },
  );
});

/** One message during which the process is killed at its n-th step. False when it needed fewer. */
async function isKilledAt(n: number, of: Case): Promise<boolean> {
  const number = `+447${CASES.indexOf(of)}${String(n).padStart(8, "0")}`;
  const database = join(folder, `${number}.sqlite`);
  const phone = platform.rcsHandset({ phone: number, agent: AGENT });
  await phone.becomes({ ...of.phone });
  await publish(database, { id: "order-17", agent: AGENT, to: number, reply: TEXT, fallback: TEXT });
  const system = await startKillable(n, database);
  try {
    if (of.expires) await expire(phone, number, system.url);
    const left = () => queued(database, "outbound") + queued(database, "event");
    await vi.waitFor(() => expect(left()).toBe(0), WAIT);
    expect([phone.bubbles().length, idsOn(database, "fallback").size]).toEqual([of.rcs, of.other]);
    expect(queued(database, "outbound-dead") + queued(database, "event-dead")).toBe(0);
    return system.restarts() > 0;
  } finally {
    await system.close();
  }
}

/** Once Google has the message, its time is over, and Google says so. */
async function expire(phone: RcsHandset, phoneNumber: string, url: string): Promise<void> {
  const { calls } = await phone.until((view) => view.calls.some(isTaken), WAIT.timeout);
  await phone.letsExpire();
  const event = {
    phoneNumber,
    agentId: `${AGENT}@rbm.goog`,
    messageId: calls.find(isTaken)?.id,
    eventType: "TTL_EXPIRATION_REVOKED",
    eventId: randomUUID(),
    sendTime: new Date().toISOString(),
  };
  await sendUntilAccepted(url, rcsWebhook(event, RCS_TOKEN, anyEnvelope()), { attempts: 3000, delayMs: 10 });
}

function isTaken({ kind, status }: PhoneView["calls"][number]): boolean {
  return kind === "message" && status === 200;
}

async function publish(database: string, request: object): Promise<void> {
  const db = openDatabase(database);
  const queue = localQueue(db, { clock: systemClock, log: () => undefined });
  await queue.publisher.publish("outbound", { bytes: Buffer.from(JSON.stringify(request)), attributes: {} });
  db.close();
}

function queued(database: string, topic: Topic): number {
  return rowsOn(database, topic).length;
}

/** Another channel knows a message by its id, and says it once. */
function idsOn(database: string, topic: Topic): ReadonlySet<unknown> {
  return new Set(rowsOn(database, topic).map(({ attributes }) => JSON.parse(String(attributes)).id));
}

function rowsOn(database: string, topic: Topic) {
  const db = openDatabase(database);
  const rows = db.prepare("SELECT attributes FROM queue WHERE topic = ?").all(`heliograph-${topic}`);
  db.close();
  return rows;
}

/** The system in a process that ends itself at its n-th step and is started again without that. */
async function startKillable(n: number, database: string) {
  const port = await freePort();
  const env = { ...process.env, DATABASE: database, PORT: String(port), API: platform.url };
  const args = ["--import", "./test/end-to-end/kill-at.ts", "test/end-to-end/outbound-process.ts"];
  let restarts = 0;
  let isClosing = false;
  const start = (killAt: string): ChildProcess => {
    const started = spawn(process.execPath, args, {
      env: { ...env, KILL_AT: killAt },
      stdio: ["ignore", "ignore", "inherit"],
    });
    started.once("exit", () => {
      if (isClosing) return;
      restarts += 1;
      child = start("");
    });
    return started;
  };
  let child = start(String(n));
  const close = async () => {
    isClosing = true;
    if (hasEnded(child)) return;
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  };
  return { url: `http://127.0.0.1:${port}`, restarts: () => restarts, close };
}
