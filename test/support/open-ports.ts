import { expect, onTestFinished } from "vitest";
import type { Engine } from "../../functions/compose.ts";
import { openEngine } from "../../functions/compose.ts";
import { readAgents } from "../../shared/base/agent.ts";
import type { HttpRequest } from "../../shared/base/http.ts";
import type { Channel } from "../../shared/base/ids.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import { type QueueMessage, writePush } from "../../shared/envelope/push-request.ts";
import { publishedTimers } from "../../shared/google/pubsub/published-timers.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import { localPauses } from "../../shared/local/pauses.ts";
import type { PauseRegister } from "../../shared/ports/pauses.ts";
import type { Publisher } from "../../shared/ports/publisher.ts";
import type { Topic } from "../../shared/ports/topic.ts";
import { text } from "../../shared/reply/reply.ts";
import { type Platform, startPlatform } from "../../simulator/platform.ts";
import type { PhoneView } from "../../simulator/state/phone.ts";
import { AGENTS } from "./fixtures.ts";
import { logged } from "./log-lines.ts";
import { type ManualClock, manualClock } from "./manual-clock.ts";
import { wrongInHandoff } from "./schemas.ts";
import { RECEIVED } from "./sealed.ts";

/** Ports over real adapters, and what can be seen from outside. */
export interface OpenPorts extends Engine {
  readonly clock: ManualClock;
  readonly platform: Platform;
  /** What was published, in its order. */
  readonly published: readonly Parameters<Publisher["publish"]>[];
  /** The only message on a topic. */
  publishedOn(topic: Topic): QueueMessage;
  readonly pauses: PauseRegister;
  /** What was logged. */
  readonly lines: readonly unknown[];
  /** The phone of the user of `sealed.ts`. */
  phone(channel: Channel): PhoneView;
}

/** Opens history in memory and the engine over a platform, until the test is over. The bot says "Yes." unless told otherwise. */
export async function openPorts(bot: Partial<Bot> = {}, now = RECEIVED): Promise<OpenPorts> {
  const clock = manualClock(now);
  const platform = await startPlatform({ clock });
  onTestFinished(() => platform.close());
  const db = openDatabase(":memory:");
  onTestFinished(() => db.close());
  const published: Parameters<Publisher["publish"]>[] = [];
  const publisher: Publisher = {
    async publish(...letter) {
      const [topic, message] = letter;
      if (topic === "handoff") expect(wrongInHandoff(message)).toEqual([]);
      published.push(letter);
    },
  };
  const { log, lines } = logged();
  const pauses = localPauses(db);
  const engine = openEngine(
    { publisher, history: localHistory(db), timers: publishedTimers(publisher), pauses },
    {
      agents: readAgents(JSON.stringify(AGENTS)),
      conversationKey: "key",
      apis: { rcs: platform.url, "business-messages": platform.url },
      bot: { persona: { displayName: "Harbour Cafe" }, answer: () => [text("Yes.")], ...bot },
      clock,
      log,
    },
  );
  const publishedOn = (topic: Topic) => {
    const messages = published.filter(([on]) => on === topic).map(([, message]) => message);
    if (messages[0] === undefined || messages.length > 1) throw new Error(`${topic} has ${messages.length} messages`);
    return messages[0];
  };
  const phone = (channel: Channel) => platform.phone(channel, channel === "rcs" ? "+447700900123" : "c1");
  return { ...engine, clock, platform, pauses, published, publishedOn, lines, phone };
}

/** Pub/Sub's request that delivers a message. */
export function pushOf(message: QueueMessage, { attempt, path = "/" }: PushOptions = {}): HttpRequest {
  const of = { subscription: "projects/p/subscriptions/s", messageId: "1", published: RECEIVED };
  return { method: "POST", path, headers: {}, body: Buffer.from(writePush({ message, attempt }, of)) };
}

interface PushOptions {
  readonly attempt?: number;
  readonly path?: string;
}
