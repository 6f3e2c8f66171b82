import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { freePort } from "../../cli/free-port.ts";
import type { Address, AgentId } from "../../shared/base/ids.ts";
import { conversationId } from "../../shared/envelope/conversation.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import { text } from "../../shared/reply/reply.ts";
import { rcsUser } from "../../simulator/phones/user.ts";
import { type Platform, startPlatform } from "../../simulator/platform.ts";
import { sendUntilAccepted } from "../../simulator/webhooks/send-webhook.ts";
import { rcsWebhook, type WebhookEvent } from "../../simulator/webhooks/webhook.ts";
import { anyEnvelope } from "../support/any-envelope.ts";
import { hasEnded } from "../support/bundles.ts";
import { AGENTS, RCS_TOKEN } from "../support/fixtures.ts";
import { CONVERSATION_KEY } from "../support/stack.ts";

const WAIT = { timeout: 30_000, interval: 5 };
const AGENT = AGENTS[0].agent as AgentId;
/** Each process takes a second to start: every sixth step is enough for every day, KILL_STRIDE=1 takes each of them. */
const STRIDE = Number(process.env.KILL_STRIDE ?? 6);
/** A turn and its receipts take about 50 steps; fewer kills would mean that the killing does not work. */
const LEAST_KILLS = Math.floor(30 / STRIDE);

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

it("loses nothing and answers once, at whichever step the system is killed", { timeout: 300_000 }, async () => {
  let kills = 0;
  for (let n = 1; await isKilledAt(n); n += STRIDE) kills += 1;
  expect(kills).toBeGreaterThan(LEAST_KILLS);
});

/** One conversation during which the process is killed at its n-th step. False when it needed fewer. */
async function isKilledAt(n: number): Promise<boolean> {
  const phone = `+4477009${String(n).padStart(5, "0")}`;
  const database = join(folder, `${n}.sqlite`);
  const system = await startKillable(n, database);
  try {
    await converse(system.url, phone, database);
    await expectWhole(phone, database);
    return system.restarts() > 0;
  } finally {
    await system.close();
  }
}

/** A message, its answer, and what the phone makes of the answer. */
async function converse(url: string, phone: string, database: string): Promise<void> {
  const user = rcsUser({ phone, agent: AGENT, clock: systemClock });
  const send = (event: WebhookEvent) =>
    sendUntilAccepted(url, rcsWebhook(event, RCS_TOKEN, anyEnvelope()), { attempts: 500, delayMs: 10 });
  await send(user.text("Are you open?"));
  const shown = () => platform.phone("rcs", phone).messages;
  await vi.waitFor(() => expect(shown()).not.toEqual([]), WAIT);
  const answer = shown()[0]?.id ?? "";
  await send(user.read(answer));
  await send(user.delivered(answer));
  await send(user.typing());
  await vi.waitFor(() => expect(queued(database)).toBe(0), WAIT);
}

async function expectWhole(phone: string, database: string): Promise<void> {
  const { messages } = platform.phone("rcs", phone);
  const of = { channel: "rcs", agent: AGENT, address: phone as Address } as const;
  const db = openDatabase(database);
  const { entries } = await localHistory(db).read(conversationId(CONVERSATION_KEY, of), 10);
  db.close();
  expect(messages).toHaveLength(1);
  expect(entries.map(({ type }) => type).toSorted()).toEqual(["event", "message", "outgoing"]);
  expect(entries.find(({ type }) => type === "outgoing")).toMatchObject({
    id: messages[0]?.id,
    reply: text(messages[0]?.text ?? "nothing"),
    times: { sent: expect.any(Date), delivered: expect.any(Date), read: expect.any(Date) },
  });
}

function queued(database: string): unknown {
  const db = openDatabase(database);
  const row = db.prepare("SELECT count(*) AS messages FROM queue").get();
  db.close();
  return row?.messages;
}

/** The system in a process that ends itself at its n-th step and is started again without that. */
async function startKillable(n: number, database: string) {
  const port = await freePort();
  let restarts = 0;
  let isClosing = false;
  const start = (killAt: string): ChildProcess => {
    const started = spawn(
      process.execPath,
      ["--import", "./test/end-to-end/kill-at.ts", "test/end-to-end/embedded-process.ts"],
      {
        env: { ...process.env, DATABASE: database, PORT: String(port), API: platform.url, KILL_AT: killAt },
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
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
