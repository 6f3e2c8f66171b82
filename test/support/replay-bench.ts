import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, vi } from "vitest";
import { embeddedOperator } from "../../cli/open-operator.ts";
import { serveOperations } from "../../cli/operations-server.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { rcsUser } from "../../simulator/phones/user.ts";
import { startPlatform } from "../../simulator/platform.ts";
import { type Embedded, startEmbedded } from "./embedded.ts";
import { AGENTS } from "./fixtures.ts";
import { sealed, webhookOf } from "./sealed.ts";
import { anyFolder } from "./temporary-folder.ts";

const HOUR_MS = 3_600_000;
const MESSAGES_EACH = 10;
const FIRST_PHONE = 447_700_900_000;

/** Runs the command line in a process of its own. */
export function startCommand(...args: readonly string[]) {
  const child = spawn(process.execPath, ["cli/heliograph.ts", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const end = async () => {
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
    return { code, out, err };
  };
  return { child, ended: end() };
}

/** `count` messages of users, who said ten each, an hour ago, one a millisecond. */
export function oldMessages(count: number): readonly QueueMessage[] {
  const firstMs = Date.now() - HOUR_MS;
  return Array.from({ length: count }, (_, n) => {
    const received = new Date(firstMs + n);
    const clock = { now: () => received };
    const user = rcsUser({ phone: phoneOf(Math.floor(n / MESSAGES_EACH)), agent: AGENTS[0].agent, clock });
    return sealed(webhookOf("rcs", user.text(`Message ${n}`, `M${n}`)), received);
  });
}

/** The number of the n-th user. */
export function phoneOf(n: number): string {
  return `+${FIRST_PHONE + n}`;
}

/** An embedded system in a file, as `npm start` runs one, until the test is over. */
export async function openReplayBench(bot?: Bot) {
  const data = `${anyFolder()}/local.sqlite`;
  const platform = await startPlatform({ clock: systemClock });
  const system = await startEmbedded({ file: data, port: 0, api: platform.url, ...(bot === undefined ? {} : { bot }) });
  const server = await serveOperations(
    embeddedOperator(system.db, system.queue, { file: data, media: undefined }),
    data,
  );
  onTestFinished(async () => {
    await server[Symbol.asyncDispose]();
    await system.close();
    await platform.close();
  });
  return { ...system, data, platform, ...replayTools(system, data) };
}

function replayTools({ db, queue }: Embedded, data: string) {
  const waiting = db.prepare("SELECT count(*) AS n FROM queue WHERE topic NOT LIKE '%-dead'");
  const all = db.prepare("SELECT * FROM documents WHERE collection LIKE 'conversations%' ORDER BY collection, name");
  const idle = () => vi.waitFor(() => expect(waiting.get()?.n).toBe(0), { timeout: 600_000, interval: 20 });
  return {
    idle,
    /** Has the functions take messages, as if they came from Google. */
    async take(messages: readonly QueueMessage[]) {
      for (const message of messages) await queue.publisher.publish("message", message);
      await idle();
    },
    /** Runs a command to its end, and waits until the functions have taken what it published. */
    async command(...args: readonly string[]) {
      const ended = await startCommand(...args, "--data", data).ended;
      await idle();
      return ended;
    },
    /** All that history holds. */
    dump: () => all.all(),
    /** Loses all history. */
    forget: () => db.exec("DELETE FROM documents"),
  };
}
