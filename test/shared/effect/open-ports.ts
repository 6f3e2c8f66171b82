import { onTestFinished } from "vitest";
import { readAgents } from "../../../shared/base/agent.ts";
import type { Channel } from "../../../shared/base/ids.ts";
import type { Bot } from "../../../shared/bot/bot.ts";
import type { Ports } from "../../../shared/effect/perform.ts";
import { businessMessagesMessenger } from "../../../shared/google/business-messages.ts";
import { rcsMessenger } from "../../../shared/google/rcs.ts";
import { openDatabase } from "../../../shared/local/database.ts";
import { localHistory } from "../../../shared/local/history.ts";
import type { PlatformFact } from "../../../simulator/fact.ts";
import type { PhoneView } from "../../../simulator/phone.ts";
import { type Platform, startPlatform } from "../../../simulator/platform.ts";
import { AGENTS } from "../../fixtures.ts";
import { logged } from "../../logged.ts";
import { RECEIVED } from "../../sealed.ts";

/** Ports over real adapters, and what can be seen from outside. */
export interface OpenPorts extends Ports {
  readonly platform: Platform;
  /** What the platform met, in its order. */
  readonly facts: readonly PlatformFact[];
  /** What was logged. */
  readonly lines: readonly unknown[];
  /** The phone of the user of `sealed.ts`. */
  phone(channel: Channel): PhoneView;
}

/** Opens history in memory and the messengers over a platform, until the test is over. */
export async function openPorts(answer: Bot["answer"]): Promise<OpenPorts> {
  const facts: PlatformFact[] = [];
  const clock = { now: () => RECEIVED };
  const platform = await startPlatform({ clock, onFact: (fact) => facts.push(fact) });
  onTestFinished(() => platform.close());
  const db = openDatabase(":memory:");
  onTestFinished(() => db.close());
  const agents = readAgents(JSON.stringify(AGENTS));
  const bot: Bot = { persona: { displayName: "Harbour Cafe" }, answer };
  const messengers = {
    rcs: rcsMessenger(agents, { base: platform.url }),
    "business-messages": businessMessagesMessenger(agents, bot.persona, { base: platform.url }),
  };
  const phone = (channel: Channel) => platform.phone(channel, channel === "rcs" ? "+447700900123" : "c1");
  return { history: localHistory(db), messengers, bot, clock, ...logged(), platform, facts, phone };
}
