import { onTestFinished, vi } from "vitest";
import { readAgents } from "../../shared/base/agent.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import type { PauseGate } from "../../shared/turn/pause-gate.ts";
import { openQuietConversations, type QuietConversations } from "../../shared/turn/quiet-conversations.ts";
import { startSignals } from "../../shared/turn/read-and-typing.ts";
import { startPlatform } from "../../simulator/platform.ts";
import { AGENTS } from "./fixtures.ts";
import { logged } from "./log-lines.ts";
import { manualClock } from "./manual-clock.ts";
import { OPEN_GATE } from "./open-gate.ts";
import { openMessengers } from "./open-messengers.ts";
import { RECEIVED } from "./sealed.ts";
import { budgetFrom } from "./time-budget.ts";

/** What the signals of a message depend on, beside the message and its age. */
interface SignalOptions {
  readonly attempt?: number;
  readonly quiet?: QuietConversations;
  readonly gate?: PauseGate;
}

/** The signals of a message that is taken so long after it was accepted, over a platform, until the test is over. */
export async function openSignals(
  of: InboundMessage,
  ageMs = 0,
  { attempt, quiet = openQuietConversations(), gate = OPEN_GATE }: SignalOptions = {},
) {
  const clock = manualClock(new Date(RECEIVED.getTime() + ageMs));
  const platform = await startPlatform({ clock });
  onTestFinished(() => platform.close());
  const apis = { rcs: platform.url, "business-messages": platform.url };
  const messengers = openMessengers({ agents: readAgents(JSON.stringify(AGENTS)), apis, clock: { now: clock.now } });
  const timeUp = new AbortController();
  const signals = startSignals(
    of,
    { bot: {}, messengers, clock, log: logged().log, quiet, gate },
    { ...budgetFrom(clock.now(), 43_000, timeUp.signal), attempt },
  );
  const phone = () => platform.phone(of.channel, of.address);
  const calls = (kind: string) =>
    phone()
      .calls.filter((call) => call.kind === kind)
      .map(({ id }) => id);
  /** Lets the time pass to where typing is shown again, which it is so often by then. @returns The milliseconds. */
  const passToTyping = async (times: number) => {
    await signals.first;
    const passedMs = await clock.letPass();
    await vi.waitUntil(() => calls("typing").length === times);
    return passedMs;
  };
  return { signals, clock, platform, timeUp, phone, calls, passToTyping };
}
